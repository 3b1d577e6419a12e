import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";

const bang = <path d="M8 4.5v4.5M8 11v1" stroke="var(--color-surface)" strokeWidth="2" />;
const ring = <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />;
const disc = <circle cx="8" cy="8" r="7" fill="currentColor" />;

const face = (
  <>
    {ring}
    <path d="M8 4.5V8h3" fill="none" stroke="currentColor" strokeWidth="1.5" />
  </>
);

const states = {
  neutral: ring,
  waiting: face,
  active: (
    <>
      {ring}
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      {disc}
      <path d="m4.5 8 2.5 2.5 4.5-5" fill="none" stroke="var(--color-surface)" strokeWidth="2" />
    </>
  ),
  warning: (
    <>
      <path d="M8 0.8 15.7 15H.3Z" fill="currentColor" />
      <path d="M8 5.5v4.5M8 11.5v1.5" stroke="var(--color-surface)" strokeWidth="2" />
    </>
  ),
  past: <path d="M2 8h12" stroke="currentColor" strokeWidth="3" />,
};

const priorities = {
  critical: (
    <>
      <path d="M8 0 16 8 8 16 0 8Z" fill="currentColor" />
      {bang}
    </>
  ),
  high: <path d="M8 2 15 13.5H1Z" fill="currentColor" />,
  normal: <path d="M3 3h10v10H3Z" fill="none" stroke="currentColor" strokeWidth="2" />,
  low: <path d="m2.5 5.5 5.5 6 5.5-6" fill="none" stroke="currentColor" strokeWidth="2" />,
};

const clocks = {
  ok: face,
  near: (
    <>
      {ring}
      <path d="M8 8V2a6 6 0 1 1-6 6Z" fill="currentColor" />
    </>
  ),
  over: (
    <>
      {disc}
      {bang}
    </>
  ),
  paused: <path d="M5 3v10M11 3v10" stroke="currentColor" strokeWidth="3" />,
};

function Mark({ kind, shape, children }: { kind: string; shape: ReactNode; children: ReactNode }) {
  return (
    <span className={`mark ${kind}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {shape}
      </svg>
      <span>{children}</span>
    </span>
  );
}

export type StateTone = keyof typeof states;
export type PriorityLevel = keyof typeof priorities;
export type ClockState = keyof typeof clocks;

export function StateMark({ tone, children }: { tone: StateTone; children: ReactNode }) {
  return (
    <Mark kind={tone} shape={states[tone]}>
      {children}
    </Mark>
  );
}

export function PriorityMark({ level, children }: { level: PriorityLevel; children: ReactNode }) {
  return (
    <Mark kind={level} shape={priorities[level]}>
      {children}
    </Mark>
  );
}

type ClockProps = {
  state: ClockState;
  /** How long it has waited, already in words: `18 min`. */
  spent: string;
  /** What it may take: `30 min`. */
  limit?: string;
};

/** A waiting time against its clock; the state is a word as well, hidden only while all is well. */
export function Clock({ state, spent, limit }: ClockProps) {
  const { t } = useI18n();
  const word = t(`common:clock.${state}`);
  return (
    <Mark kind={state} shape={clocks[state]}>
      <span className="num">{limit ? t("common:clock.of", { spent, limit }) : spent}</span>
      {state === "ok" ? <span className="sr">, {word}</span> : ` · ${word}`}
    </Mark>
  );
}

type TimeProps = { at: Date; as?: "clock" | "moment" | "day" | "relative" };

/** Default `moment`: the time today, the day and time otherwise. */
export function Time({ at, as = "moment" }: TimeProps) {
  const i18n = useI18n();
  return <time dateTime={at.toISOString()}>{i18n[as](at)}</time>;
}
