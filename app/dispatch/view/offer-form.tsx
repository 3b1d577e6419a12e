import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { answerMinutes } from "../rules/task";
import type { OpenedTask } from "../views";
import { InTurn } from "./in-turn";
import { Reasons } from "./reasons";

type Props = {
  opened: OpenedTask;
  typed?: Typed | null;
  errors?: FieldErrors;
  refusal?: string | null;
};

/** Who could take it, the best first; what speaks against somebody stands beside the name. */
export function OfferForm({ opened, typed = null, errors = {}, refusal = null }: Props) {
  const { t, terms, amount } = useI18n();
  const { task, requests, candidates } = opened;
  const { asked, chosen, problems } = askedOf(typed ?? {}, errors, (code) =>
    t(`tasks:error.${code}` as Key),
  );
  const people = chosen("people").values;
  const critical = requests.some(({ priority }) => priority === "critical");
  const hard = (reasons: readonly string[]) => reasons.includes("overlaps");
  return (
    <Sheet title={t("tasks:offer.title")} id="offer">
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      {candidates.length === 0 ? (
        <p className="soft">{t("tasks:offer.nobody")}</p>
      ) : (
        <PostForm className="stack" action={`/board/tasks/${task.id}/offers`}>
          <Table
            caption={t("tasks:offer.title")}
            captionHidden
            columns={[
              { key: "name", label: t("account:name") },
              { key: "far", label: t("tasks:offer.far") },
              { key: "skills", label: t("account:skills") },
              { key: "against", label: t("tasks:offer.against") },
            ]}
            rows={candidates.map((one) => ({
              key: one.id,
              ...(hard(one.verdict.against) ? { tone: "past" as const } : {}),
              cells: {
                name: (
                  <label className="pick">
                    <input
                      type="checkbox"
                      name="people"
                      value={one.id}
                      defaultChecked={people.includes(one.id)}
                      disabled={hard(one.verdict.against)}
                    />
                    {one.name}
                  </label>
                ),
                far:
                  one.kilometres === null
                    ? t("tasks:offer.unknown")
                    : amount(Math.round(one.kilometres * 10) / 10, "km"),
                skills: terms(one.skills.map((skill) => t(`common:skill.${skill}`))),
                against: <Reasons verdict={one.verdict} />,
              },
            }))}
          />
          <InTurn chosen={chosen("inTurn")} />
          <div className="pair">
            <Field
              {...asked("minutes")}
              label={t("tasks:offer.minutes")}
              value={typed ? asked("minutes").value : answerMinutes(critical)}
              unit={t("admin:clocks.minutes")}
              inputMode="numeric"
              width="short"
            />
            <Field
              {...asked("word")}
              label={t("tasks:offer.word")}
              hint={t("tasks:offer.wordHint")}
              optional
            />
          </div>
          <Button tone="primary">{t("tasks:offer.send")}</Button>
        </PostForm>
      )}
    </Sheet>
  );
}
