import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import { OwnSupplies } from "../../resources/view/supplies";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Facts, Sheet } from "../../ui/content";
import { StickyAction } from "../../ui/desk";
import { PostForm } from "../../ui/post-form";
import { Reach } from "../../ui/reach";
import { nextStep } from "../rules/task";
import { ACCEPTED_STATES } from "../states";
import type { OpenedOwnTask, RequestToVisit } from "../views";
import { PartState, Span, useTitle } from "./words";

/** A task as a sheet in one hand: where, what, for whom, how to get in, and one next step. */
export function OwnTaskPage({ sheet, form }: { sheet: OpenedOwnTask; form: ReactNode }) {
  const { t, name, terms, duration, now } = useI18n();
  const titleOf = useTitle();
  const { state, districtNames, window, requests, briefing, checklist, skills } = sheet;
  const revealed = requests.some(({ secret }) => secret);
  return (
    <>
      <p>
        <a href="/tasks">{t("common:nav.myTasks")}</a>
      </p>
      <header className="stack tight">
        <h1>{titleOf(sheet)}</h1>
        <p className="row">
          <PartState state={state} />
          <span>{t("tasks:numbered", { number: sheet.number })}</span>
        </p>
      </header>
      {form}
      {requests.map((one) => (
        <RequestOf key={one.id} request={one} />
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
          { label: t("tasks:when"), value: <Span window={window} /> },
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
          {
            label: t("tasks:answerBy"),
            value: state === "offered" && duration(sheet.answerBy.getTime() - now.getTime()),
          },
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
      {!form && <Next sheet={sheet} />}
    </>
  );
}

function RequestOf({ request }: { request: RequestToVisit }) {
  const { t, name, number, amount, moment } = useI18n();
  const { secret, quantity, delivered, unit, vulnerable } = request;
  const rest = quantity === null ? null : Math.max(0, quantity - delivered);
  return (
    <Sheet title={name(request.names)}>
      {!request.needed && <p>{t("tasks:notNeeded")}</p>}
      {secret && (
        <>
          <p className="address">{secret.address}</p>
          {secret.access && <p>{secret.access}</p>}
          <Reach {...secret} />
          <p className="whitespace-pre-line">{secret.details}</p>
        </>
      )}
      <Facts
        items={[
          {
            label: t("tasks:amount"),
            value: rest !== null && unit && amount(rest, unit),
          },
          {
            label: t("tasks:people"),
            value: [
              number(request.people),
              ...vulnerable.map((who) => t(`board:vulnerable.${who}`)),
            ].join(", "),
          },
          { label: t("tasks:language"), value: ownName(request.locale) },
          { label: t("board:neededBy"), value: request.neededBy && moment(request.neededBy) },
        ]}
      />
    </Sheet>
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
      {state === "offered" && (
        <p>
          <ButtonLink wide href={`${at}/answers`}>
            {t("tasks:decline")}
          </ButtonLink>
        </p>
      )}
      <StickyAction>
        {step === "accept" && (
          <PostForm action={`${at}/answers`}>
            <Button tone="primary" wide name="answer" value="yes">
              {t("tasks:accept")}
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
