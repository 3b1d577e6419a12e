import { SKILLS, type Skill } from "../../accounts/types";
import { useI18n } from "../../i18n/context";
import { type BoardFilter, filterQuery } from "../../requests/rules/filter";
import { Button } from "../../ui/button";
import { Select } from "../../ui/choice";
import { DeadAddress } from "../../ui/dead-address";
import { Empty, Menu, Toolbar } from "../../ui/desk";
import { Script } from "../../ui/script";
import { READINESS, type Readiness } from "../rules/readiness";
import type { PeopleNear } from "../views";
import { Measured, type MeasuredFrom } from "./pane";
import { PartState } from "./words";

export type PeoplePaneProps = PeopleNear & {
  filter: BoardFilter;
  opened: string | null;
  readiness: Readiness;
  skill: Skill | null;
  /** Numbers that no text message reaches. */
  dead: readonly string[];
  from: MeasuredFrom;
};

/** Who is free, asked, on the way …, each with how to reach them. */
export function PeoplePane(props: PeoplePaneProps) {
  const { filter, opened, readiness, skill, from, dead, counts, people, more } = props;
  const { t, number } = useI18n();
  const page = opened ? `/board/requests/${opened}` : "/board";
  const query = filterQuery(filter, { pane: "people" });
  const to = (who: Readiness) =>
    `${page}${query}${who === "free" ? "" : `&who=${who}`}${skill ? `&skill=${skill}` : ""}`;
  return (
    <>
      <Menu
        label={t("panes:name.people")}
        items={READINESS.map((one) => ({
          href: to(one),
          label: t(`panes:readiness.${one}`),
          count: counts[one],
          current: one === readiness,
        }))}
      />
      <Toolbar label={t("common:button.filter")} action={page}>
        {[...new URLSearchParams(query)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {readiness !== "free" && <input type="hidden" name="who" value={readiness} />}
        <Select
          name="skill"
          id="pane-skill"
          label={t("account:skills")}
          value={skill}
          placeholder={t("board:all")}
          options={SKILLS.map((one) => ({ value: one, label: t(`common:skill.${one}`) }))}
        />
        <Button>{t("common:button.filter")}</Button>
      </Toolbar>
      <Measured from={from} />
      {people.length === 0 && <Empty title={t("panes:people.none")} />}
      <ol className="pane-lines">
        {people.map((one) => (
          <Person key={one.id} person={one} dead={dead} />
        ))}
      </ol>
      <Script name="drag-person" />
      {more > 0 && <p className="hint">{t("panes:more", { count: more, number: number(more) })}</p>}
    </>
  );
}

type PersonProps = Pick<PeoplePaneProps, "dead"> & { person: PeopleNear["people"][number] };

function Person({ person, dead }: PersonProps) {
  const { t, amount, relative, clock, terms, name: inWords } = useI18n();
  const { id, name, phone, kilometres, vehicle, skills, state, since, until, sign, stale } = person;
  const { freeUntil, silentSince } = person;
  const facts = [
    person.districtNames && inWords(person.districtNames),
    vehicle !== "none" && t(`common:vehicle.${vehicle}`),
    skills.length > 0 && terms(skills.map((skill) => t(`common:skill.${skill}`))),
  ].filter(Boolean);
  return (
    <li>
      <p className="pane-line">
        <drag-person data-dragged={`person=${id}`} draggable="true" title={t("panes:drag")} />
        {person.ownsHome ? <a href={`/board/volunteers/${id}`}>{name}</a> : <b>{name}</b>}
        {phone && (
          <a className="num" href={`tel:${phone}`}>
            {phone}
          </a>
        )}
        <DeadAddress address={phone} dead={dead} />
        <span className="num">{kilometres !== null && amount(kilometres, "km")}</span>
      </p>
      {state && since && (
        <p className={stale || silentSince ? "row broke" : "row"}>
          <PartState state={state} /> <span className="num">{relative(since)}</span>
          {silentSince ? (
            <span>{t("panes:people.noSign", { at: clock(silentSince) })}</span>
          ) : (
            stale && <span>{t("panes:people.stale")}</span>
          )}
          {person.task && (
            <a href={`/board/tasks/${person.task.id}`}>
              {t("tasks:numbered", { number: person.task.number })}
            </a>
          )}
        </p>
      )}
      {until && !state && <p>{t("panes:people.until", { at: clock(until) })}</p>}
      {freeUntil && <p>{t("panes:people.freeUntil", { at: clock(freeUntil) })}</p>}
      <p className="hint">
        {[...facts, sign && t("panes:people.sign", { when: relative(sign) })]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
