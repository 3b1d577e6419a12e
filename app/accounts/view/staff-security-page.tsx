import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Disclosure, Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { StaffSecurity } from "../views";

type Person = StaffSecurity["people"][number];
type Props = {
  people: Person[];
  requiredFrom: Date;
  version: number;
  now: Date;
  demo: boolean;
  /** The administrator who reads: nobody resets their own. */
  reader: string;
  saved: boolean;
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
};

/** From when a second factor is required, and who has one. */
export function StaffSecurityPage(props: Props) {
  const { people, requiredFrom, version, now, demo, saved, refusal } = props;
  const { t, day } = useI18n();
  const { asked, problems } = askedOf(props.typed, props.errors, (code) =>
    t(`security:error.${code}` as Key),
  );
  const lacking = people.filter(({ hasFactor }) => !hasFactor).length;
  return (
    <>
      <h1>{t("security:staff.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("account:saved")}
        </Notice>
      )}
      <ErrorSummary items={problems} />
      <Sheet title={t("security:staff.grace")}>
        <p>
          {t(requiredFrom > now ? "security:staff.from" : "security:staff.since", {
            day: day(requiredFrom),
          })}
        </p>
        {demo && <p className="soft">{t("security:staff.demo")}</p>}
        <p className="soft">{t("security:staff.lead", { count: lacking })}</p>
        <PostForm className="stack" action="/admin/security" noValidate>
          <input type="hidden" name="version" value={version} />
          <Field
            {...asked("days")}
            label={t("security:staff.days")}
            hint={t("security:staff.daysHint")}
            inputMode="numeric"
            width="short"
          />
          <Button tone="primary">{t("common:button.save")}</Button>
        </PostForm>
      </Sheet>
      <Sheet title={t("security:staff.people")}>
        {people.map((person) => (
          <PersonLine key={person.id} {...person} own={person.id === props.reader} />
        ))}
      </Sheet>
    </>
  );
}

function PersonLine({ id, name, hasFactor, own }: Person & { own: boolean }) {
  const { t } = useI18n();
  const line = (
    <span className="row">
      <b>{name}</b>
      <StateMark tone={hasFactor ? "done" : "warning"}>
        {t(hasFactor ? "security:staff.has" : "security:staff.hasNot")}
      </StateMark>
    </span>
  );
  if (!hasFactor || own) return <p>{line}</p>;
  return (
    <Disclosure summary={line}>
      <p>{t("security:staff.resetHint")}</p>
      <PostForm action={`/admin/security/${id}`}>
        <Button tone="danger">{t("security:staff.reset", { name })}</Button>
      </PostForm>
    </Disclosure>
  );
}
