import { useI18n } from "../../../i18n/context";
import type { Names } from "../../../platform/types";
import { requestMayBecome } from "../../states";
import type { RequestState } from "../../types";

type Props = {
  code: string;
  state: RequestState;
  names: Names;
  steps: { at: Date | string; state: RequestState }[];
  refusal: string | null;
};

export function TrackPage({ code, state, names, steps, refusal }: Props) {
  const { t, name, moment } = useI18n();
  return (
    <>
      <h1>
        {t("track:title")}: {name(names)}
      </h1>
      {refusal && (
        <p className="problem" role="alert">
          {refusal}
        </p>
      )}
      <h2>{t("track:code")}</h2>
      <p className="code">
        {code.slice(0, 4)} {code.slice(4)}
      </p>
      <p>{t("track:codeHint")}</p>
      <h2>{t("track:happened")}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={String(step.at)}>
            {moment(new Date(step.at))} · {t(`track:state.${step.state}`)}
          </li>
        ))}
      </ol>
      <p>{t("track:link")}</p>
      {requestMayBecome(state, "cancelled") && (
        <form method="post">
          <p className="hint">{t("track:cancelHint")}</p>
          <button type="submit" className="quiet">
            {t("track:cancel")}
          </button>
        </form>
      )}
    </>
  );
}
