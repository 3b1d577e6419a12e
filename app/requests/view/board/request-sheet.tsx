import type { ReactNode } from "react";
import { pointOf } from "../../../districts/rules/place";
import { ThumbMap } from "../../../districts/view/thumb-map";
import type { Outlines } from "../../../districts/views";
import { useI18n } from "../../../i18n/context";
import { lookUp } from "../../../i18n/translate";
import type { Point } from "../../../platform/types";
import { Button, ButtonLink } from "../../../ui/button";
import { Select } from "../../../ui/choice";
import { Disclosure, Facts, Sheet } from "../../../ui/content";
import { DeadAddress } from "../../../ui/dead-address";
import { PriorityMark, StateMark, Time } from "../../../ui/marks";
import { Notice } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { ESCALATION_LEVELS } from "../../rules/escalation";
import { codeInGroups } from "../../rules/look-up";
import { requestMayBecome, UNCOVERED } from "../../states";
import type { RequestState } from "../../types";
import type { OpenedRequest } from "../../views";
import { Amount, CoverMark, TimeLeft } from "./lines";
import { Notes } from "./notes";
import { Reminder } from "./reminder";
import { TriageForm, type TriageProps } from "./sheet-forms";
import { Whom } from "./whom";

type Props = {
  request: OpenedRequest;
  /** Of its district. */
  polygons: Outlines["districts"][number]["polygons"];
  query: string;
  form: ReactNode;
  /** Who is there and does not answer. */
  silent: ReactNode;
  tasks: ReactNode;
  /** What went out as text messages, and whether it arrived. */
  texts: ReactNode;
  /** Of the resident's addresses, those where nothing arrives. */
  dead: readonly string[];
  /** The next request that nobody has read. */
  next: string | null;
} & Pick<TriageProps, "categories" | "districts" | "pace">;

export function RequestSheet({
  request,
  polygons,
  query,
  form,
  silent,
  tasks,
  texts,
  dead,
  next,
  ...choices
}: Props) {
  const { t, list, name } = useI18n();
  const { id, code, state, priority, secret, alike } = request;
  const at = `/board/requests/${id}`;
  const verb = (path: string) => `${at}/${path}${query}`;
  const isOpen = requestMayBecome(state, "cancelled");
  return (
    <div className="stack">
      <p className="no-print">
        <a href={`/board${query}`}>{t("board:back")}</a>
      </p>
      <header className="stack tight">
        <h1>
          <PriorityMark level={priority}>{name(request.categoryNames)}</PriorityMark>{" "}
          <Amount {...request} />
        </h1>
        <p className="row">
          <CoverMark line={request} />
          <TimeLeft line={request} />
          <span className="num">{codeInGroups(code)}</span>
        </p>
      </header>
      <open-sheet data-request={id}>
        {request.openBy.length > 0 && (
          <p>
            <StateMark tone="active">
              {t("board:openBy", { who: list(request.openBy.map((one) => one.name)) })}
            </StateMark>
          </p>
        )}
      </open-sheet>
      <Whom request={request} dead={dead} query={query} />
      <p className="whitespace-pre-line details">{secret.details}</p>
      {request.alarm && state === "submitted" && (
        <p>
          <StateMark tone="warning">
            {t("board:alarmGuess", { what: t(`board:alarm.${request.alarm}`) })}
          </StateMark>
        </p>
      )}
      {request.channel === "sms" && state === "submitted" && (
        <p>
          <StateMark tone="warning">{t("board:textGuess")}</StateMark>
        </p>
      )}
      {silent}
      <LaterWords notes={request.notes} />
      {alike.length > 0 && isOpen && !form && (
        <p>
          <StateMark tone="warning">{t("board:alike", { count: alike.length })}</StateMark>{" "}
          <a href={verb("duplicates")}>{t("board:alikeLook")}</a>
        </p>
      )}
      {request.illegible.length > 0 && (
        <p>
          <StateMark tone="warning">
            {t("board:illegible", {
              fields: request.illegible.map((field) => t(`help:field.${field}`)).join(", "),
            })}
          </StateMark>{" "}
          <a href="#notes">{t("board:illegibleLook")}</a>
        </p>
      )}
      {form ?? (
        <>
          {state === "submitted" && (
            <TriageForm
              {...choices}
              request={request}
              query={query}
              next={next}
              typed={null}
              errors={{}}
              refusal={null}
            />
          )}
          <Verbs request={request} verb={verb} />
        </>
      )}
      <RequestFacts request={request} dead={dead} polygons={polygons} query={query} />
      <Reminder request={request} verb={verb} />
      <IncidentOf request={request} action={verb("incidents")} />
      <Joined joined={request.joined} />
      {tasks}
      <Notes request={request} action={verb("notes")} />
      {texts}
      <History request={request} />
      <p className="no-print">
        <a href={`${at}/looks`}>{t("privacy:looks.link")}</a>
      </p>
    </div>
  );
}

type FactsProps = Pick<Props, "request" | "dead" | "polygons" | "query">;

/** What the resident has added since: it may change everything. */
function LaterWords({ notes }: Pick<OpenedRequest, "notes">) {
  const { t } = useI18n();
  const words = notes.filter(({ author }) => author === "resident").slice(-3);
  if (words.length === 0) return null;
  return (
    <Notice title={t("tasks:words")}>
      {words.map((word) => (
        <p key={word.id} className="whitespace-pre-line">
          <Time at={word.at} /> · {word.body}
        </p>
      ))}
    </Notice>
  );
}

type VerbsProps = { request: OpenedRequest; verb: (path: string) => string };

/** What can be done with it; the next thing first. */
function Verbs({ request, verb }: VerbsProps) {
  const { t } = useI18n();
  const { id, state, cover, version } = request;
  const may = (to: RequestState) => requestMayBecome(state, to);
  const isOpen = may("cancelled");
  const working = state === "triaged" || state === "in_progress";
  const uncovered = working && UNCOVERED.includes(cover);
  return (
    <div className="row no-print">
      {working && (
        <ButtonLink tone={uncovered ? "primary" : "quiet"} href={verb("send")} shortcut="KeyA">
          {t("tasks:send.title")}
        </ButtonLink>
      )}
      {isOpen && state !== "submitted" && (
        <ButtonLink href={verb("triage")} shortcut="KeyR">
          {t("board:verb.retriage")}
        </ButtonLink>
      )}
      {isOpen && state !== "submitted" && (
        <ButtonLink href={`${verb("triage")}#district`} shortcut="KeyE">
          {t("board:several.send")}
        </ButtonLink>
      )}
      {working && (
        <ButtonLink href={`/board/tasks/new?request=${id}`} shortcut="KeyT">
          {t("board:verb.task")}
        </ButtonLink>
      )}
      {may("duplicate") && (
        <ButtonLink href={verb("duplicates")} shortcut="KeyU">
          {t("board:verb.merge")}
        </ButtonLink>
      )}
      {may("declined") && (
        <ButtonLink href={verb("declines")} shortcut="KeyD">
          {t("board:verb.decline")}
        </ButtonLink>
      )}
      {isOpen && <ButtonLink href={verb("cancellations")}>{t("board:verb.cancel")}</ButtonLink>}
      {may("closed") && <ButtonLink href={verb("closings")}>{t("board:verb.close")}</ButtonLink>}
      {may("triaged") && !isOpen && (
        <PostForm action={verb(state === "duplicate" ? "separations" : "reopenings")}>
          <input type="hidden" name="version" value={version} />
          <Button>{t(state === "duplicate" ? "board:verb.separate" : "board:verb.reopen")}</Button>
        </PostForm>
      )}
    </div>
  );
}

function RequestFacts({ request, dead, polygons, query }: FactsProps) {
  const { t, name, number, moment } = useI18n();
  const { secret, vulnerable, districtNames } = request;
  const incident = request.incidents.find(({ id }) => id === request.incidentId);
  const placed = secret.lat !== null && secret.lon !== null;
  const street = pointOf({ lat: secret.streetLat, lon: secret.streetLon });
  const place = districtNames ? name(districtNames) : "";
  const beside = new URLSearchParams(query);
  beside.set("pane", "map");
  const thumbOf = (point: Point, about: boolean) =>
    polygons.length > 0 && (
      <a className="thumb" href={`/board/requests/${request.id}?${beside}`}>
        <ThumbMap
          polygons={polygons}
          point={point}
          about={about}
          title={t(about ? "board:thumbAbout" : "board:thumb", { place })}
        />
      </a>
    );
  return (
    <Facts
      items={[
        {
          label: t("board:email"),
          value: secret.email && (
            <>
              <a href={`mailto:${secret.email}`}>{secret.email}</a>{" "}
              <DeadAddress address={secret.email} dead={dead} />
            </>
          ),
        },
        {
          label: t("board:district"),
          value: districtNames ? name(districtNames) : t("board:cityWide"),
        },
        {
          label: t("board:point"),
          value: placed ? (
            <>
              <At lat={secret.lat!} lon={secret.lon!} />
              {thumbOf({ lat: secret.lat!, lon: secret.lon! }, false)}
            </>
          ) : street ? (
            <>
              {t("board:aboutStreet", { point: inDegrees(street) })}
              {thumbOf(street, true)}
            </>
          ) : (
            t("board:noPoint")
          ),
        },
        {
          label: t("board:people"),
          value: [
            number(request.people),
            ...vulnerable.map((who) => t(`board:vulnerable.${who}`)),
          ].join(", "),
        },
        {
          label: t("overview:incident.of"),
          value: incident && <a href={`/board/incidents/${incident.id}`}>{incident.name}</a>,
        },
        { label: t("board:neededBy"), value: request.neededBy && moment(request.neededBy) },
        {
          label: t("board:came"),
          value: `${moment(request.createdAt)} · ${t(`board:channel.${request.channel as "web"}`)}${
            request.takenByName ? ` · ${request.takenByName}` : ""
          }`,
        },
        {
          label: t("board:reason"),
          value: request.closingReason && t(`board:reasons.${request.closingReason}`),
        },
        {
          label: t("board:joined"),
          value: request.duplicateOf && (
            <a href={`/board/requests/${request.duplicateOf}`}>{request.duplicateCode}</a>
          ),
        },
      ]}
    />
  );
}

/** It is put into one by itself; here another is chosen, or none. */
function IncidentOf({ request, action }: { request: OpenedRequest; action: string }) {
  const { t } = useI18n();
  const { incidents, incidentId } = request;
  if (incidents.length === 0) return null;
  return (
    <div className="no-print">
      <Disclosure summary={t("overview:incident.change")}>
        <PostForm className="stack tight" action={action}>
          <Select
            name="incident"
            label={t("overview:incident.of")}
            value={incidentId}
            placeholder={t("overview:incident.none")}
            options={incidents.map(({ id, name }) => ({ value: id, label: name }))}
            width="half"
          />
          <Button>{t("common:button.save")}</Button>
        </PostForm>
      </Disclosure>
    </div>
  );
}

const inDegrees = ({ lat, lon }: Point) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

/** The map beside the sheet reads it here. */
function At({ lat, lon }: { lat: number; lon: number }) {
  const point = inDegrees({ lat, lon });
  return <span data-point={point}>{point}</span>;
}

/** What was merged into it: whoever goes there serves these too. */
function Joined({ joined }: Pick<OpenedRequest, "joined">) {
  const { t, name, number } = useI18n();
  if (joined.length === 0) return null;
  return (
    <Sheet title={t("board:joinedHere")}>
      {joined.map((one) => (
        <article key={one.id} className="stack tight">
          <p>
            <a href={`/board/requests/${one.id}`}>
              {name(one.categoryNames)} <Amount {...one} />{" "}
              <span className="num">{codeInGroups(one.code)}</span>
            </a>
          </p>
          {one.secret && (
            <p className="whitespace-pre-line">
              {[
                one.secret.name,
                one.secret.phone,
                one.secret.forName,
                one.secret.forPhone,
                one.secret.address,
                one.secret.access,
              ]
                .filter(Boolean)
                .join(" · ")}
              {one.secret.details && `\n${one.secret.details}`}
            </p>
          )}
          <p className="hint">
            {t("board:people")}:{" "}
            {[
              number(one.people),
              ...one.vulnerable.map((who) => t(`board:vulnerable.${who}`)),
            ].join(", ")}
          </p>
        </article>
      ))}
    </Sheet>
  );
}

function History({ request: { history } }: { request: OpenedRequest }) {
  const { t, locale } = useI18n();
  const who = ({ actor, name }: OpenedRequest["history"][number]) =>
    name ?? t(actor === "system" ? "board:actor.system" : "board:actor.resident");
  return (
    <Disclosure summary={t("board:history")}>
      <ol className="stack tight">
        {history.map((line) => (
          <li key={line.id}>
            <Time at={line.at} /> · {who(line)} ·{" "}
            {lookUp(locale, `board:event.${line.type.replace("request.", "")}`) ?? line.type}
            {line.reason && lookUp(locale, `board:reasons.${line.reason}`)
              ? `: ${lookUp(locale, `board:reasons.${line.reason}`)}`
              : ""}
            {line.level && ` · ${t(`board:escalatedTo.${ESCALATION_LEVELS[line.level - 1]!}`)}`}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
