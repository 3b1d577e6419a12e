import { SKILLS, type Skill } from "../../accounts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { NOTHING_SAID } from "../rules/usual";
import type { UsualToSet } from "../views";

type Props = UsualToSet & { typed: Typed | null; errors: FieldErrors; refusal: string | null };

/** What a kind of help usually takes: what a task of it begins with, and what a plan lends. */
export function UsualPage({ category, kinds, typed, errors, refusal }: Props) {
  const { t, name, number } = useI18n();
  const { code, names, unit, version, skills, teamSize, hours, kind, amount, bulky } = category;
  const start: Typed = {
    skills: skills ?? [],
    teamSize: String(teamSize ?? NOTHING_SAID.teamSize),
    hours: String(hours ?? NOTHING_SAID.hours),
    thing: kind ?? "",
    amount: amount === null ? "" : number(amount),
    bulky: bulky ? ["yes"] : [],
  };
  const { asked, chosen, problems } = askedOf(typed ?? start, errors, (error) =>
    t(`tasks:error.${error}` as Key),
  );
  return (
    <>
      <p className="way">
        <a href="/admin/categories">{t("admin:categories.title")}</a>
        {" › "}
        <a href={`/admin/categories/${code}`}>{name(names)}</a>
      </p>
      <h1>{t("tasks:usual.title", { kind: name(names) })}</h1>
      <p>{t("tasks:usual.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm className="stack" noValidate>
        <input type="hidden" name="version" value={version ?? 0} />
        <div className="pair">
          <Field
            {...asked("teamSize")}
            label={t("tasks:teamSize")}
            inputMode="numeric"
            width="short"
          />
          <Field
            {...asked("hours")}
            label={t("tasks:send.hours")}
            inputMode="numeric"
            width="short"
          />
        </div>
        <Checkboxes
          {...chosen("skills")}
          label={t("tasks:skills")}
          hint={t("tasks:usual.skillsHint")}
          optional
          options={SKILLS.map((skill: Skill) => ({
            value: skill,
            label: t(`common:skill.${skill}`),
          }))}
        />
        <Select
          {...asked("thing")}
          label={t("tasks:usual.thing")}
          placeholder={t("common:answer.none")}
          options={kinds.map((one) => ({ value: one.code, label: name(one.names) }))}
          width="half"
        />
        <Field
          {...asked("amount")}
          label={t("tasks:usual.amount")}
          hint={unit ? t("tasks:usual.amountHint") : null}
          inputMode="decimal"
          width="short"
          optional
        />
        <Checkboxes
          {...chosen("bulky")}
          label={t("tasks:usual.weight")}
          options={[{ value: "yes", label: t("tasks:usual.bulky") }]}
        />
        <Button tone="primary">{t("common:button.save")}</Button>
      </PostForm>
    </>
  );
}
