import { useI18n } from "../../i18n/context";
import type { Verdict } from "../../matching/rules/judge";

type Props = { verdict: Pick<Verdict, "pros" | "cons"> & { against?: Verdict["against"] } };

/** What speaks for somebody, and what against them, in a sentence each. */
export function useReasons() {
  const { t, list, initial } = useI18n();
  const sentence = (parts: string[]) => initial(list(parts));
  return ({ against = [], pros, cons }: Props["verdict"]) => ({
    fits: pros.length > 0 ? sentence(pros.map((pro) => t(`plan:pro.${pro}`))) : null,
    concerns: [
      ...against.map((reason) => t(`tasks:against.${reason}`)),
      ...cons.map((con) => t(`plan:con.${con}`)),
    ],
  });
}

export function Reasons({ verdict }: Props) {
  const { t, list, initial } = useI18n();
  const { fits, concerns } = useReasons()(verdict);
  const against = (verdict.against ?? []).length > 0;
  return (
    <span>
      {!against && (fits || concerns.length === 0) && (
        <span className="soft">{fits ?? t("tasks:offer.fits")}. </span>
      )}
      {concerns.length > 0 && (
        <span className="broke">
          {against ? initial(list(concerns)) : t("plan:but", { what: list(concerns) })}.
        </span>
      )}
    </span>
  );
}
