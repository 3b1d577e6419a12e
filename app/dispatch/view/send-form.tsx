import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { DeadAddress } from "../../ui/dead-address";
import { Field } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Script } from "../../ui/script";
import { answerMinutes } from "../rules/task";
import type { Sendable } from "../views";
import { InTurn } from "./in-turn";
import { Measured } from "./pane";
import { ThingLines } from "./pane-things";
import { Reasons } from "./reasons";

type Props = Sendable & {
  back: string;
  action: string;
  /** What answers with others in the list. */
  further: string;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  /** Numbers that no text message reaches. */
  dead: readonly string[];
  /** What was looked for. */
  find: string;
  /** Who reads it: what they write stays theirs. */
  reader: string;
};

/** Whom to send, the best first, with everything else as it usually is: pick, press, done. */
export function SendForm({
  wanted,
  from,
  usual,
  candidates,
  things,
  dragged,
  back,
  action,
  further,
  typed,
  errors,
  refusal,
  dead,
  find,
  reader,
}: Props) {
  const { t, number } = useI18n();
  const { asked, chosen, problems } = askedOf(typed ?? {}, errors, (code) =>
    t(`tasks:error.${code}` as Key),
  );
  const isTicked = (id: string) =>
    typed ? chosen("people").values.includes(id) : Boolean(dragged?.ticked.includes(id));
  const start = (name: string, value: number) =>
    typed && name in typed ? asked(name).value : value;
  return (
    <PostForm className="stack panel send-panel" action={action} noValidate>
      <h2>{t("tasks:send.title")}</h2>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <input type="hidden" name="request" value={wanted.id} />
      {candidates.length === 0 && (
        <p className="soft">{t(find ? "tasks:send.notFound" : "tasks:offer.nobody")}</p>
      )}
      {wanted.state === "submitted" && (
        <p>
          <StateMark tone="warning">{t("tasks:send.unread")}</StateMark>{" "}
          <a href={back}>{t("tasks:send.read")}</a>
        </p>
      )}
      {dragged && !typed && <WhoWasDragged dragged={dragged} candidates={candidates} />}
      <div className={things ? "send-columns two" : "send-columns"}>
        <div className="stack tight">
          <FindPeople further={further} find={find} reader={reader} />
          {things && things.things.length > 0 && (
            <a className="to-things" href="#things-title">
              {t("tasks:send.things")} <span className="count">{number(things.things.length)}</span>
            </a>
          )}
          {from === "street" && <Measured from={from} />}
          <ol className="candidates" data-arrows>
            {candidates.map((one) => (
              <Candidate key={one.id} candidate={one} chosen={isTicked(one.id)} dead={dead} />
            ))}
          </ol>
        </div>
        {things && (
          <section className="stack tight" aria-labelledby="things-title">
            <h3 id="things-title">{t("tasks:send.things")}</h3>
            {things.things.length === 0 && <p className="soft">{t("panes:things.none")}</p>}
            <ThingLines {...things} dead={dead} />
          </section>
        )}
      </div>
      <InTurn chosen={chosen("inTurn")} />
      {wanted.live.length > 0 && (
        <Checkboxes
          {...chosen("another")}
          label={t("tasks:exists", { numbers: wanted.live.join(", ") })}
          options={[{ value: "yes", label: t("tasks:another") }]}
        />
      )}
      <div className="pair">
        <Field
          {...asked("minutes")}
          label={t("tasks:offer.minutes")}
          value={start("minutes", answerMinutes(wanted.priority === "critical"))}
          unit={t("admin:clocks.minutes")}
          inputMode="numeric"
          width="short"
        />
        <Field
          {...asked("teamSize")}
          label={t("tasks:teamSize")}
          value={start("teamSize", usual.teamSize)}
          inputMode="numeric"
          width="short"
        />
        <Field
          {...asked("hours")}
          label={t("tasks:send.hours")}
          value={start("hours", usual.hours)}
          inputMode="numeric"
          width="short"
        />
      </div>
      <Field
        {...asked("word")}
        label={t("tasks:offer.word")}
        hint={t("tasks:offer.wordHint")}
        optional
      />
      <div className="row">
        <Button tone="primary" name="said" value="asked" shortcut="Enter">
          {t("tasks:send.offer")}
        </Button>
        <Button name="said" value="yes" shortcut="ShiftEnter">
          {t("tasks:send.yes")}
        </Button>
        <ButtonLink href={back}>{t("common:button.back")}</ButtonLink>
      </div>
    </PostForm>
  );
}

/** Filters the list; by its button, and without a script, beyond those who are in it. */
function FindPeople({ further, find, reader }: Pick<Props, "further" | "find" | "reader">) {
  const { t } = useI18n();
  return (
    <filter-people class="find-people" data-reader={reader}>
      <Field name="find" type="search" label={t("tasks:send.find")} value={find} maxLength={100} />
      <Button formAction={further}>{t("tasks:send.further")}</Button>
      <output data-shown={t("tasks:send.shown", { number: "{number}" })} />
      <Script name="filter-people" />
    </filter-people>
  );
}

type DraggedProps = Pick<Sendable, "candidates"> & {
  dragged: NonNullable<Sendable["dragged"]>;
};

/** What came of dragging; whom it can't be, with why. */
function WhoWasDragged({ dragged: { found, ticked }, candidates }: DraggedProps) {
  const { t, list } = useI18n();
  const named = candidates.filter(({ id }) => found.includes(id));
  const [only] = named;
  const isSure = ticked.length > 0;
  const words = !only
    ? t("tasks:send.draggedNobody")
    : isSure
      ? t("tasks:send.dragged", { who: list(namesOf(named, ticked)) })
      : named.length > 1
        ? t("tasks:send.draggedNone")
        : t("tasks:send.draggedBusy", {
            who: only.name,
            why: list(only.verdict.against.map((reason) => t(`tasks:against.${reason}`))),
          });
  return (
    <p>
      <StateMark tone={isSure ? "active" : "warning"}>{words}</StateMark>
    </p>
  );
}

const namesOf = (some: Sendable["candidates"], ids: readonly string[]) =>
  some.filter(({ id }) => ids.includes(id)).map(({ name }) => name);

type CandidateProps = {
  candidate: Sendable["candidates"][number];
  chosen: boolean;
  dead: readonly string[];
};

/** Who, how far away, in which tongues, by what; how to ask by phone, until when they are free, and what speaks against it. */
function Candidate({ candidate, chosen, dead }: CandidateProps) {
  const { t, amount, clock, initial, language, list, terms } = useI18n();
  const { id, name, kilometres, skills, verdict, vehicle, seats, loadKg, languages } = candidate;
  const { phone, freeUntil, findable } = candidate;
  const reasons = `reasons-${id}`;
  const busy = verdict.against.includes("overlaps");
  const facts = [
    vehicle !== "none" && t(`common:vehicle.${vehicle}`),
    vehicle !== "none" && seats !== null && t("account:seats", { count: seats }),
    vehicle !== "none" && loadKg !== null && amount(loadKg, "kg"),
    languages.length > 0 && initial(list(languages.map(language))),
    skills.length > 0 && terms(skills.map((skill) => t(`common:skill.${skill}`))),
  ].filter(Boolean);
  return (
    <li data-findable={findable}>
      <label className="candidate">
        <input
          type="checkbox"
          name="people"
          value={id}
          defaultChecked={chosen}
          disabled={busy}
          aria-describedby={reasons}
        />
        <b>{name}</b>
        <span className="num">
          {kilometres === null ? t("tasks:offer.unknown") : amount(kilometres, "km")}
        </span>
        <span className="hint">{facts.join(" · ")}</span>
      </label>
      <div className="candidate-more">
        {phone && (
          <a className="num" href={`tel:${phone}`}>
            {phone}
          </a>
        )}
        <DeadAddress address={phone} dead={dead} />
        {freeUntil && <span>{t("panes:people.freeUntil", { at: clock(freeUntil) })}</span>}
        <span id={reasons}>
          <Reasons verdict={verdict} />
        </span>
      </div>
    </li>
  );
}
