import type { ReactNode } from "react";
import { kilogramsOf } from "../../districts/rules/weight";
import type { Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import type { Window } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Tick } from "../../ui/choice";
import { Disclosure, Sheet } from "../../ui/content";
import { DeadAddress } from "../../ui/dead-address";
import { Field, TextArea } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Reach } from "../../ui/reach";
import { missesTask } from "../rules/reserve";
import type { Supply } from "../views";
import { ReservationMark } from "./words";

type ListProps = {
  supplies: Supply[];
  /** Numbers where nothing arrives. */
  dead: readonly string[];
  taskId: string;
  /** The task's time, which may have been changed since. */
  window: Window;
  live: boolean;
};

/** A coordinator's view of what a task has been promised. */
export function SupplyList({ supplies, dead, taskId, window, live }: ListProps) {
  const { t, moment, amount, span, now } = useI18n();
  return (
    <Sheet
      title={t("resources:supplies.title")}
      id="supplies"
      aside={
        live && (
          <ButtonLink href={`/board/tasks/${taskId}/supplies`}>
            {t("resources:supplies.find")}
          </ButtonLink>
        )
      }
    >
      {supplies.length === 0 && <p className="soft">{t("resources:supplies.none")}</p>}
      <ul className="stack tight">
        {supplies.map((one) => (
          <li key={one.id} className="stack tight">
            <p className="row">
              <a href={`/offers/${one.offerId}`}>{one.title}</a>
              <span className="num">
                {amount(one.ended ?? one.fetched ?? one.quantity, one.unit)}
              </span>
              <ReservationMark state={one.state} />
              <span className="hint">
                {one.state === "held" &&
                  t("resources:supplies.fetchBy", { when: moment(one.fetchBy) })}
                {one.state === "handed_over" &&
                  one.durable &&
                  `${t("resources:due")} ${moment(one.window.to)}`}
              </span>
              {one.secret?.phone && <a href={`tel:${one.secret.phone}`}>{one.secret.phone}</a>}
              <DeadAddress address={one.secret?.phone} dead={dead} />
              {one.state === "held" && (
                <PostForm action={`/board/tasks/${taskId}/supplies/releases`}>
                  <Button size="dense" name="reservation" value={one.id}>
                    {t("resources:supplies.release")}
                  </Button>
                </PostForm>
              )}
            </p>
            {live && missesTask(one, window, now) && (
              <p className="broke">
                {t("resources:supplies.otherTime", { time: span(one.window.from, one.window.to) })}{" "}
                {t(`resources:supplies.otherTimeHint.${one.state === "held" ? "held" : "out"}`)}
              </p>
            )}
            {one.state === "handed_over" && (
              <Disclosure summary={t("resources:supplies.takeBack")}>
                <SupplyForm supply={one} action={`/board/tasks/${taskId}/supplies/returns`} />
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

type OwnProps = { supplies: Supply[]; taskId: string; working: boolean };

/** A volunteer's: what to fetch where, and what to bring back. */
export function OwnSupplies({ supplies, taskId, working }: OwnProps) {
  const { t } = useI18n();
  const held = working ? supplies.filter(({ state }) => state === "held") : [];
  const out = supplies.filter(({ state }) => state === "handed_over");
  return (
    <>
      {held.length > 0 && (
        <Sheet title={t("resources:supplies.fetchTitle")}>
          {held.map((one) => (
            <OwnSupply key={one.id} supply={one} taskId={taskId}>
              <SupplyForm supply={one} action={`/tasks/${taskId}/collections`} />
            </OwnSupply>
          ))}
        </Sheet>
      )}
      {out.length > 0 && (
        <Sheet title={t("resources:supplies.bringTitle")}>
          {out.map((one) => (
            <OwnSupply key={one.id} supply={one} taskId={taskId}>
              <SupplyForm supply={one} action={`/tasks/${taskId}/returns`} />
            </OwnSupply>
          ))}
        </Sheet>
      )}
    </>
  );
}

type OwnSupplyProps = { supply: Supply; taskId: string; children: ReactNode };

function OwnSupply({ supply, taskId, children }: OwnSupplyProps) {
  const { t, name, moment, amount } = useI18n();
  const { secret, durable, window, state } = supply;
  const kilograms = kilogramsOf(supply.quantity, supply.unit);
  return (
    <section className="stack tight">
      <h3>
        {supply.title} <span className="num">{amount(supply.quantity, supply.unit)}</span>
      </h3>
      <p className="hint">
        {name(supply.kindNames)} ·{" "}
        {kilograms !== null && `${t("tasks:about", { weight: amount(kilograms, "kg") })} · `}
        {state === "held"
          ? t("resources:supplies.fetchBy", { when: moment(supply.fetchBy) })
          : durable && `${t("resources:due")} ${moment(window.to)}`}
      </p>
      {secret && (
        <>
          {secret.address && <p className="address">{secret.address}</p>}
          <Reach {...secret} />
        </>
      )}
      {supply.conditions && <p>{supply.conditions}</p>}
      {children}
      <p className="way">
        <a href={`/tasks/${taskId}/sheets/${supply.id}`}>{t("resources:sheet.link")}</a>
      </p>
    </section>
  );
}

type FormProps = {
  supply: Supply;
  action: string;
  answer?: { typed: Typed; errors: FieldErrors; refusal: string | null };
};

/** Counts what was fetched, or what comes back and how. */
export function SupplyForm({ supply, action, answer }: FormProps) {
  const { t } = useI18n();
  const { id, state, unit, durable, quantity, fetched } = supply;
  const { asked, problems } = askedOf(answer?.typed ?? {}, answer?.errors ?? {}, (code) =>
    t(`resources:error.${code}` as Key),
  );
  const field = (name: string) => ({ ...asked(name), id: answer ? name : `${name}-${id}` });
  const most = state === "held" ? quantity : (fetched ?? quantity);
  const label = state === "held" ? "count" : durable ? "back" : "used";
  const button = state === "held" ? "fetched" : durable ? "brought" : "usedUp";
  return (
    <PostForm className="stack tight" action={action} noValidate>
      {answer?.refusal && <Refusal>{answer.refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <input type="hidden" name="reservation" value={id} />
      <Field
        {...field("count")}
        label={t(`resources:supplies.${label}`)}
        value={answer ? asked("count").value : most}
        unit={t(`common:unitShort.${unit as Unit}`)}
        inputMode="decimal"
        width="short"
      />
      {state === "handed_over" && (
        <>
          {durable && (
            <Tick
              name="condition"
              id={`condition-${id}`}
              value="damaged"
              label={t("resources:supplies.damaged")}
              checked={answer?.typed.condition === "damaged"}
            />
          )}
          <TextArea {...field("note")} label={t("resources:supplies.note")} rows={2} optional />
        </>
      )}
      <Button>{t(`resources:supplies.${button}`)}</Button>
    </PostForm>
  );
}
