import type { ReactNode } from "react";
import { kilogramsOf } from "../../districts/rules/weight";
import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import { stairsInWords } from "../../requests/rules/stairs";
import { OwnSupplies } from "../../resources/view/supplies";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Facts, Sheet } from "../../ui/content";
import { StickyAction } from "../../ui/desk";
import { PriorityMark, Time } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Call, Reach } from "../../ui/reach";
import { nextStep } from "../rules/task";
import { ACCEPTED_STATES } from "../states";
import { PROBLEMS } from "../types";
import type { OpenedOwnTask, RequestToVisit } from "../views";
import { OwnStillComing } from "./still-coming";
import { PartState, Span, useTitle } from "./words";

type Props = {
  sheet: OpenedOwnTask;
  form: ReactNode;
  emergency: string;
  /** The city's, for where the coordinator has given no number of their own. */
  helpLine?: string | undefined;
};

/** A task as a sheet in one hand: where, what, for whom, how to get in, and one next step. */
export function OwnTaskPage({ sheet, form, emergency, helpLine }: Props) {
  const { t, name, terms, relative, amount } = useI18n();
  const titleOf = useTitle();
  const { state, districtNames, window, requests, briefing, checklist, skills, collects } = sheet;
  const collected = collects.map(
    (one) => `${name(one.kindNames)}, ${amount(one.quantity, one.unit)}`,
  );
  const revealed = requests.some(({ secret }) => secret);
  return (
    <>
      <p className="way">
        <a href="/tasks">{t("common:nav.myTasks")}</a>
      </p>
      <header className="stack tight">
        <h1>{titleOf(sheet)}</h1>
        <p className="row">
          <PartState state={state} />
          <span>{t("tasks:numbered", { number: sheet.number })}</span>
        </p>
        <p className="row">
          <Span window={window} />
          {state === "offered" && (
            <span>{t("tasks:own.answer", { when: relative(sheet.answerBy) })}</span>
          )}
        </p>
      </header>
      {sheet.safetyAsked && !form && <AllRight id={sheet.id} emergency={emergency} />}
      {!form && <OwnStillComing sheet={sheet} />}
      {form}
      {state === "done" && !form && <Done {...sheet} />}
      {state === "declined" && <p>{t("tasks:declinedThanks")}</p>}
      {/* What decides whether somebody can come stands first. */}
      {requests.map((one) => (
        <RequestOf key={one.id} request={one} titled={requests.length > 1} />
      ))}
      {!form && (
        <OwnSupplies
          supplies={sheet.supplies}
          taskId={sheet.id}
          working={ACCEPTED_STATES.includes(state)}
        />
      )}
      <Facts
        items={[
          {
            label: t("resources:supplies.fetchTitle"),
            value: state === "offered" && collected.length > 0 && collected.join("; "),
          },
          { label: t("tasks:district"), value: districtNames && name(districtNames) },
          {
            label: t("tasks:team"),
            value:
              sheet.teamSize > 1 && t("tasks:teamOf", { have: sheet.team, need: sheet.teamSize }),
          },
          {
            label: t("tasks:skills"),
            value: skills.length > 0 && terms(skills.map((skill) => t(`common:skill.${skill}`))),
          },
          { label: t("tasks:askedBy"), value: sheet.asker.name },
        ]}
      />
      {briefing && <p className="whitespace-pre-line">{briefing}</p>}
      {checklist.length > 0 && (
        <ul className="prose-list">
          {checklist.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      {!revealed && state === "offered" && requests.length > 0 && (
        <p className="hint">{t("tasks:revealLater")}</p>
      )}
      {!form && ACCEPTED_STATES.includes(state) && (
        <Trouble sheet={sheet} emergency={emergency} helpLine={helpLine} />
      )}
      {!form && <Next sheet={sheet} />}
    </>
  );
}

/** Whoever is there for long is asked; the answer is one press, and what else there is to say stands below. */
function AllRight({ id, emergency }: { id: string; emergency: string }) {
  const { t } = useI18n();
  return (
    <Notice tone="warning" title={t("tasks:safety.title")}>
      <PostForm action={`/tasks/${id}/signs-of-life`}>
        <Button tone="primary" wide>
          {t("tasks:safety.fine")}
        </Button>
      </PostForm>
      <p>{t("tasks:danger", { emergency })}</p>
      <p>{t("tasks:safety.text")}</p>
    </Notice>
  );
}

/** By what the resident knows who is at their door: they see the same, and no other stop does. */
function Door({ number }: { number: string | null }) {
  const { t } = useI18n();
  if (!number) return null;
  return (
    <div>
      <p className="hint">{t("tasks:door.title")}</p>
      <p className="address num">{number}</p>
    </div>
  );
}

/** How far it is after their part: to be checked, checked, and what the resident has answered. */
function Done({ taskState, saidYes }: Pick<OpenedOwnTask, "taskState" | "saidYes">) {
  const { t } = useI18n();
  const thanks = t(taskState === "confirmed" ? "tasks:checked" : "tasks:thanks");
  return (
    <Notice role="status" tone="success" title={thanks}>
      {saidYes && <p>{t("tasks:saidYes", { answer: t("track:came") })}</p>}
      <p className="way">
        <a href="/tasks">{t("tasks:toTasks")}</a>
      </p>
    </Notice>
  );
}

function RequestOf({ request, titled }: { request: RequestToVisit; titled: boolean }) {
  const i18n = useI18n();
  const { t, name, number, amount, moment } = i18n;
  const { secret, quantity, delivered, unit, vulnerable, kilometres, priority } = request;
  const rest = quantity === null ? null : Math.max(0, quantity - delivered);
  const kilograms = kilogramsOf(rest, unit);
  const content = (
    <>
      {!request.needed && <p>{t("tasks:notNeeded")}</p>}
      <Door number={request.door} />
      {/* Where they are may have changed since. */}
      <Words words={request.words} />
      {secret && <Whom {...secret} />}
      <Facts
        items={[
          {
            label: t("tasks:urgent"),
            value: priority === "critical" && (
              <PriorityMark level={priority}>{t(`common:priority.${priority}`)}</PriorityMark>
            ),
          },
          {
            label: t("tasks:distance"),
            value: !secret && kilometres !== null && amount(kilometres, "km"),
          },
          {
            label: t("board:neededBy"),
            value: request.neededBy && moment(request.neededBy),
          },
          {
            label: t("tasks:amount"),
            // Nothing is missing any more once it has been brought.
            value: rest !== null && rest > 0 && unit && amount(rest, unit),
          },
          { label: t("tasks:stairs"), value: stairsInWords(i18n, request) },
          {
            label: t("tasks:usual.weight"),
            value: [
              kilograms !== null && t("tasks:about", { weight: amount(kilograms, "kg") }),
              request.bulky && t("tasks:usual.bulky"),
            ]
              .filter(Boolean)
              .join(". "),
          },
          {
            label: t("tasks:people"),
            value: [
              number(request.people),
              ...vulnerable.map((who) => t(`board:vulnerable.${who}`)),
            ].join(", "),
          },
          { label: t("tasks:language"), value: ownName(request.locale) },
        ]}
      />
      {request.joined.map((other) => (
        <Sheet key={other.id} level={3} title={t("tasks:joined", { what: name(other.names) })}>
          <Door number={other.door} />
          {other.secret && <Whom {...other.secret} />}
          <p>
            {[
              number(other.people),
              ...other.vulnerable.map((who) => t(`board:vulnerable.${who}`)),
              stairsInWords(i18n, other),
            ]
              .filter(Boolean)
              .join(", ")}
          </p>
        </Sheet>
      ))}
    </>
  );
  return titled ? (
    <Sheet title={name(request.names)}>{content}</Sheet>
  ) : (
    <section className="stack">{content}</section>
  );
}

/** Where, how to get in, and how to reach whoever waits there. */
function Whom(secret: NonNullable<RequestToVisit["secret"]>) {
  const { t } = useI18n();
  const { forName, forPhone } = secret;
  const isForOther = Boolean(forName || forPhone);
  const atDoor = isForOther ? { ...secret, name: forName, phone: forPhone } : secret;
  return (
    <>
      <p className="address">{secret.address}</p>
      {secret.access && <p>{secret.access}</p>}
      {isForOther && <p>{t("tasks:helpFor", { name: forName || forPhone })}</p>}
      <Reach {...atDoor} />
      {isForOther && secret.phone && (
        <>
          <p>{t("tasks:askedForThem")}</p>
          <Call {...secret} />
        </>
      )}
      <p className="whitespace-pre-line">{secret.details}</p>
    </>
  );
}

function Words({ words }: { words: RequestToVisit["words"] }) {
  const { t } = useI18n();
  if (words.length === 0) return null;
  return (
    <Notice title={t("tasks:words")}>
      {words.map((word) => (
        <p key={word.at.toISOString() + word.body} className="whitespace-pre-line">
          <Time at={word.at} /> · {word.byCoordinator && <b>{t("tasks:fromCoordinator")}: </b>}
          {word.body}
        </p>
      ))}
    </Notice>
  );
}

/** Whom to call, and what to say with one press when nobody has a hand free to write. */
function Trouble({ sheet, emergency, helpLine }: Omit<Props, "form">) {
  const { t } = useI18n();
  const { asker, problem, id } = sheet;
  return (
    <>
      {problem && (
        <Notice
          role="status"
          tone="success"
          title={t("tasks:problemSent", { why: t(`tasks:problem.${problem}`) })}
        />
      )}
      {!asker.phone && helpLine && (
        <p>
          <ButtonLink wide icon="phone" href={`tel:${helpLine.replace(/[^+\d]/g, "")}`}>
            {t("tasks:callHelpLine", { phone: helpLine })}
          </ButtonLink>
        </p>
      )}
      {asker.phone && (
        <p>
          <ButtonLink wide icon="phone" href={`tel:${asker.phone}`}>
            {t("tasks:callCoordinator", { name: asker.name })}
          </ButtonLink>
        </p>
      )}
      <Disclosure summary={t("tasks:problemTitle")}>
        <p>{t("tasks:danger", { emergency })}</p>
        <PostForm className="stack tight" action={`/tasks/${id}/problems`}>
          {PROBLEMS.map((one) => (
            <Button key={one} wide name="problem" value={one}>
              {t(`tasks:problem.${one}`)}
            </Button>
          ))}
        </PostForm>
      </Disclosure>
    </>
  );
}

function Next({ sheet }: { sheet: OpenedOwnTask }) {
  const { t } = useI18n();
  const { id, state, taskState } = sheet;
  const at = `/tasks/${id}`;
  const step = nextStep(state);
  const leave = ACCEPTED_STATES.includes(state);
  if (!step) return null;
  if (state === "accepted" && taskState === "open") return <p>{t("tasks:waitForTeam")}</p>;
  return (
    <>
      {leave && (
        <Disclosure summary={t("tasks:cant")}>
          <p>{t("tasks:cantHint")}</p>
          <ButtonLink href={`${at}/withdrawals`}>{t("tasks:withdraw")}</ButtonLink>
        </Disclosure>
      )}
      {state === "en_route" && (
        <Disclosure summary={t("tasks:notYet")}>
          <p>{t("tasks:notYetHint")}</p>
          <PostForm action={`${at}/progress`}>
            <Button name="to" value="accepted">
              {t("tasks:notYetSend")}
            </Button>
          </PostForm>
        </Disclosure>
      )}
      {state === "offered" && (
        <p className="way">
          <a href={`${at}/answers`}>{t("tasks:noWhy")}</a>
        </p>
      )}
      <StickyAction>
        {step === "accept" && (
          <PostForm className="stack tight" action={`${at}/answers`}>
            <Button tone="primary" wide name="answer" value="yes">
              {t("tasks:accept")}
            </Button>
            <Button wide name="answer" value="no">
              {t("tasks:noQuick")}
            </Button>
          </PostForm>
        )}
        {(step === "en_route" || step === "on_site") && (
          <PostForm action={`${at}/progress`}>
            <Button tone="primary" wide name="to" value={step}>
              {t(`tasks:step.${step}`)}
            </Button>
          </PostForm>
        )}
        {step === "done" && (
          <ButtonLink tone="primary" wide href={`${at}/completions`}>
            {t("tasks:step.done")}
          </ButtonLink>
        )}
      </StickyAction>
    </>
  );
}
