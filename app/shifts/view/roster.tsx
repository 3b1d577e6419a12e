import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Disclosure, Sheet } from "../../ui/content";
import { DeadAddress } from "../../ui/dead-address";
import { Field } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { PostForm } from "../../ui/post-form";
import { isSoft } from "../rules/sign-up";
import { CAME, PROMISED } from "../states";
import type { BoardPerson, BoardRole, BoardShift } from "../views";
import { TimesForm } from "./times-form";
import { HeldMark, useRoleTitle } from "./words";

type RoleProps = { role: BoardRole; people: BoardPerson[] } & Pick<
  BoardShift,
  "shift" | "dead" | "wanted"
>;

/** One role of a shift: who comes, who has come, who could fill it. */
export function RoleSheet({ role, people, shift, dead, wanted }: RoleProps) {
  const { t } = useI18n();
  const titleOf = useRoleTitle();
  const own = people.filter(({ roleId }) => roleId === role.id);
  const coming = own
    .filter(({ state }) => PROMISED.includes(state))
    .reduce((sum, { party }) => sum + party, 0);
  const short = role.minimum - coming;
  return (
    <Sheet
      title={titleOf(role) || t("shifts:roster")}
      aside={
        short > 0 && shift.state !== "completed" ? (
          <StateMark tone="warning">{t("shifts:thin", { count: short })}</StateMark>
        ) : (
          <span className="num">
            {t("shifts:places", { held: role.held, capacity: role.capacity })}
          </span>
        )
      }
    >
      {own.length === 0 ? (
        <p className="soft">{t("shifts:nobody")}</p>
      ) : (
        <ul className="roster">
          {own.map((one) => (
            <Line key={one.id} one={one} shift={shift} dead={dead} />
          ))}
        </ul>
      )}
      {role.gap && <Suggestions role={role} shift={shift} wanted={wanted} />}
    </Sheet>
  );
}

function Line({ one, shift, dead }: { one: BoardPerson } & Pick<BoardShift, "shift" | "dead">) {
  const { t, now, moment, clock } = useI18n();
  const at = `/board/shifts/${shift.id}`;
  const begun = shift.window.from <= now;
  const live = shift.state !== "cancelled" && shift.state !== "draft";
  const soon = shift.window.from.getTime() - now.getTime() < 3_600_000;
  const marks = [
    live && soon && ["signed_up", "no_show"].includes(one.state) && "check_in",
    live && one.state === "checked_in" && "check_out",
    live && begun && one.state === "signed_up" && "no_show",
    live && CAME.includes(one.state) && shift.window.to > now && "undo",
  ] as const;
  return (
    <li>
      <div className="row">
        <b>
          {one.name}
          {one.party > 1 && ` +${one.party - 1}`}
        </b>
        <HeldMark state={one.state} />
        {one.phone && <a href={`tel:${one.phone}`}>{one.phone}</a>}
        <DeadAddress address={one.phone} dead={dead} />
        {one.partyName && <span>{one.partyName}</span>}
        {one.state === "offered" && one.answerBy && (
          <span className="hint">{t("shifts:answerBy", { at: moment(one.answerBy) })}</span>
        )}
        {one.checkedInAt && (
          <span className="num">
            {clock(one.checkedInAt)}–{one.checkedOutAt && clock(one.checkedOutAt)}
          </span>
        )}
        {one.late > 0 && (
          <StateMark tone="warning">{t("shifts:late", { minutes: one.late })}</StateMark>
        )}
        {marks.some(Boolean) && (
          <PostForm className="row acts" action={`${at}/marks`}>
            <input type="hidden" name="slot" value={one.id} />
            {marks.map(
              (mark) =>
                mark && (
                  <Button key={mark} size="dense" name="mark" value={mark}>
                    {t(`shifts:mark.${mark}`)}
                  </Button>
                ),
            )}
          </PostForm>
        )}
      </div>
      {(one.note || one.correction) && (
        <p className="hint">{[one.note, one.correction].filter(Boolean).join(" · ")}</p>
      )}
      {CAME.includes(one.state) && (
        <Disclosure summary={t("shifts:correct.title")}>
          <TimesForm one={one} shiftId={shift.id} />
        </Disclosure>
      )}
    </li>
  );
}

function Suggestions({ role, shift, wanted }: Omit<RoleProps, "people" | "dead">) {
  const { t } = useI18n();
  return (
    <Disclosure summary={t("shifts:fill.title")} open={role.held < role.minimum || wanted !== ""}>
      {role.suggestions.length === 0 ? (
        <p className="soft">{t(wanted ? "shifts:fill.none" : "shifts:fill.nobody")}</p>
      ) : (
        <ul className="roster">
          {role.suggestions.map((one) => (
            <Suggested key={one.id} one={one} role={role} shift={shift} />
          ))}
        </ul>
      )}
      <form className="row" method="get" action={`/board/shifts/${shift.id}`}>
        <Field
          name={"find"}
          id={`find-${role.id}`}
          value={wanted}
          width={"half"}
          label={t("shifts:fill.find")}
        />
        <Button>{t("shifts:fill.search")}</Button>
      </form>
    </Disclosure>
  );
}

type SuggestedProps = Pick<RoleProps, "role" | "shift"> & { one: BoardRole["suggestions"][number] };

function Suggested({ one, role, shift }: SuggestedProps) {
  const { t, list } = useI18n();
  const ways = shift.state === "running" ? (["walk_in"] as const) : (["ask", "agreed"] as const);
  const could = one.reasons.every(isSoft);
  return (
    <li>
      <PostForm className="row" action={`/board/shifts/${shift.id}/fillings`} aria-label={one.name}>
        <input type="hidden" name="role" value={role.id} />
        <input type="hidden" name="person" value={one.id} />
        <b>{one.own ? <a href={`/board/volunteers/${one.id}`}>{one.name}</a> : one.name}</b>
        <span className="hint">
          {[
            one.near && t("shifts:fill.near"),
            one.week > 0 && t("shifts:fill.week", { hours: one.week }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {one.reasons.length > 0 && (
          <StateMark tone="warning">
            {list(one.reasons.map((reason) => t(`shifts:why.${reason}`)))}
          </StateMark>
        )}
        {could && one.reasons.length > 0 && (
          <input
            className="input half"
            name="word"
            placeholder={t("shifts:fill.word")}
            aria-label={t("shifts:fill.word")}
          />
        )}
        {could && (
          <span className="row acts">
            {ways.map((how) => (
              <Button key={how} size="dense" name="how" value={how}>
                {t(`shifts:fill.${how}`)}
              </Button>
            ))}
          </span>
        )}
      </PostForm>
    </li>
  );
}
