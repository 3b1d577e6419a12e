import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Time } from "./marks";

export type Step = {
  /** A whole, plain phrase: "Olena is on the way". */
  text: ReactNode;
  state: "done" | "current" | "upcoming";
  at?: Date | null;
  note?: ReactNode;
};

const shapes = {
  done: (
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="m7 12.5 3.5 3.5 6.5-7.5" fill="none" stroke="var(--color-paper)" strokeWidth="2.5" />
    </>
  ),
  current: (
    <>
      <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="3" />
      <circle cx="12" cy="12" r="5" fill="currentColor" />
    </>
  ),
  upcoming: <circle cx="12" cy="12" r="6" fill="none" stroke="currentColor" strokeWidth="2" />,
};

export function Steps({ steps, label }: { steps: readonly Step[]; label?: string }) {
  const { t } = useI18n();
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of the steps is what they are
          key={index}
          className={step.state === "upcoming" ? "upcoming" : undefined}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            {shapes[step.state]}
          </svg>
          <b>
            <span className="sr">{t(`common:step.${step.state}`)}: </span>
            {step.text}
          </b>
          {step.at && <Time at={step.at} />}
          {step.note && <div className="hint">{step.note}</div>}
        </li>
      ))}
    </ol>
  );
}
