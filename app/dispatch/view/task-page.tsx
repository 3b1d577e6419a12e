import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { Names } from "../../platform/types";
import { codeInGroups } from "../../requests/rules/look-up";
import { SupplyList } from "../../resources/view/supplies";
import { Button, ButtonLink } from "../../ui/button";
import { Facts, Sheet } from "../../ui/content";
import { DeadAddress } from "../../ui/dead-address";
import { PriorityMark, Time } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { isNeedless, takesHelp } from "../rules/task";
import { LIVE_ASSIGNMENT_STATES, LIVE_TASK_STATES } from "../states";
import type { OpenedTask, ServedRequest, TeamMember } from "../views";
import { Chain } from "./chain";
import { OfferForm } from "./offer-form";
import { SilentPeople } from "./silent";
import { StillComing } from "./still-coming";
import { PartState, Span, TaskMark, useTitle } from "./words";

type Props = {
  opened: OpenedTask;
  /** Numbers that no text message reaches. */
  dead: readonly string[];
  form: ReactNode;
  /** The form is that of offers, with what was chosen before. */
  offersInForm: boolean;
};

export function TaskPage({ opened, dead, form, offersInForm }: Props) {
  const { t, name, terms } = useI18n();
  const titleOf = useTitle();
  const { task, kinds, districtNames, lead, requests, team } = opened;
  const at = `/board/tasks/${task.id}`;
  const over = !LIVE_TASK_STATES.includes(task.state);
  return (
    <>
      <p className="way">
        <a href="/board/tasks">{t("common:nav.tasks")}</a>
      </p>
      <header className="stack tight">
        <h1>{titleOf({ ...task, kinds })}</h1>
        <p className="row">
          <TaskMark state={task.state} />
          <span>{t("tasks:numbered", { number: task.number })}</span>
          <Span window={task.window} />
        </p>
      </header>
      {opened.movedTo && <MovedAway task={task} to={opened.movedTo.districtNames} />}
      {isNeedless(task, requests) && (
        <Notice tone="warning" title={t("tasks:needless.title")}>
          <p>{t("tasks:needless.text")}</p>
        </Notice>
      )}
      <SilentPeople people={team} dead={dead} />
      {form}
      {!form && !over && (
        <div className="row">
          {task.state === "done" && (
            <>
              <ButtonLink tone="primary" href={`${at}/confirmations`}>
                {t("tasks:verb.confirm")}
              </ButtonLink>
              <PostForm action={`${at}/returns`}>
                <input type="hidden" name="version" value={task.version} />
                <Button>{t("tasks:verb.return")}</Button>
              </PostForm>
            </>
          )}
          {task.state !== "done" && (
            <>
              <ButtonLink href={`${at}/changes`}>{t("tasks:change.title")}</ButtonLink>
              <ButtonLink href={`${at}/endings`}>{t("tasks:verb.end")}</ButtonLink>
            </>
          )}
        </div>
      )}
      <Facts
        items={[
          {
            label: t("tasks:district"),
            value: districtNames ? name(districtNames) : t("board:cityWide"),
          },
          { label: t("tasks:lead"), value: lead },
          {
            label: t("tasks:skills"),
            value:
              task.skills.length > 0 &&
              terms(task.skills.map((skill) => t(`common:skill.${skill}`))),
          },
          { label: t("tasks:briefing"), value: task.briefing },
          {
            label: t("tasks:checklist"),
            value: task.checklist.length > 0 && task.checklist.join("; "),
          },
          { label: t("board:reason"), value: task.ending && t(`tasks:ending.${task.ending}`) },
        ]}
      />
      {requests.length > 0 && <Served requests={requests} />}
      <Team task={task} team={team} dead={dead} />
      <Chain opened={opened} />
      <SupplyList
        supplies={opened.supplies}
        dead={dead}
        taskId={task.id}
        window={task.window}
        live={!over && task.state !== "done"}
      />
      {!over && task.state !== "done" && !offersInForm && <OfferForm opened={opened} />}
    </>
  );
}

function MovedAway({ task, to }: { task: OpenedTask["task"]; to: Names | null }) {
  const { t, name } = useI18n();
  const where = to ? name(to) : t("board:cityWide");
  return (
    <Notice tone="warning" title={t("tasks:movedAway.title")}>
      <p>{t("tasks:movedAway.text", { where })}</p>
      <PostForm action={`/board/tasks/${task.id}/moves`}>
        <input type="hidden" name="version" value={task.version} />
        <Button>{t("tasks:movedAway.move")}</Button>
      </PostForm>
    </Notice>
  );
}

function Served({ requests }: { requests: ServedRequest[] }) {
  const { t, name, number, amount } = useI18n();
  const said = (value: number | null, unit: string | null) => {
    if (value === null) return "";
    return unit ? amount(value, unit) : number(value);
  };
  return (
    <Sheet title={t("board:title")}>
      <Table
        caption={t("board:title")}
        captionHidden
        columns={[
          { key: "what", label: t("board:what") },
          { key: "needed", label: t("tasks:stillNeeded") },
          { key: "reported", label: t("tasks:reported") },
          { key: "confirmed", label: t("tasks:confirmedAmount") },
        ]}
        rows={requests.map((one) => ({
          key: one.id,
          cells: {
            what: (
              <a href={`/board/requests/${one.id}`}>
                <PriorityMark level={one.priority}>{name(one.names)}</PriorityMark>{" "}
                {codeInGroups(one.code)}
              </a>
            ),
            needed: one.quantity === null ? "" : said(one.quantity - one.delivered, one.unit),
            reported:
              said(one.reported, one.unit) || (one.outcome && t(`tasks:outcomes.${one.outcome}`)),
            confirmed: said(one.confirmed, one.unit),
          },
        }))}
      />
    </Sheet>
  );
}

type TeamProps = Pick<Props, "dead"> & { task: OpenedTask["task"]; team: TeamMember[] };

function Team({ task, team, dead }: TeamProps) {
  const { t, relative, now } = useI18n();
  const wordsOf = (row: TeamMember) =>
    [row.reason && t(`tasks:reason.${row.reason}`), row.note].filter(Boolean).join(": ");
  const doorsOf = ({ doors }: TeamMember) =>
    doors
      .map(({ code, number }) => (doors.length > 1 ? `${number} (${codeInGroups(code)})` : number))
      .join(", ");
  return (
    <Sheet title={t("tasks:team")} id="team">
      {team.length === 0 && <p className="soft">{t("tasks:nobodyYet")}</p>}
      <ul className="stack tight">
        {team.map((row) => (
          <li key={row.id} className="row">
            <b>{row.name}</b>
            <PartState state={row.state} />
            <span className="hint">
              {row.state === "offered" ? (
                t(row.answerBy > now ? "tasks:silentUntil" : "tasks:silentSince", {
                  when: relative(row.answerBy),
                })
              ) : (
                <Time at={row.stateAt} />
              )}
              {wordsOf(row) && ` · ${wordsOf(row)}`}
              {row.doors.length > 0 && ` · ${t("tasks:door.of", { number: doorsOf(row) })}`}
            </span>
            {row.phone && <a href={`tel:${row.phone}`}>{row.phone}</a>}
            <DeadAddress address={row.phone} dead={dead} />
            {takesHelp(task.state) && <StillComing taskId={task.id} part={row} />}
            {LIVE_ASSIGNMENT_STATES.includes(row.state) && (
              <PostForm action={`/board/tasks/${task.id}/releases`}>
                <Button size="dense" name="assignment" value={row.id}>
                  {t("tasks:verb.release")}
                </Button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
