import { useI18n } from "../../../i18n/context";
import type { Names } from "../../../platform/types";
import { FIND_PAGE } from "../../../ui/board-keys";
import { Button } from "../../../ui/button";
import { destinationsFor } from "../../rules/destinations";
import { codeInGroups } from "../../rules/look-up";
import type { RequestState } from "../../types";

type Props = {
  wanted: string;
  requests: {
    id: string;
    code: string;
    state: RequestState;
    categoryNames: Names;
    districtNames: Names | null;
  }[];
  administrator: boolean;
};

/** Everywhere by a few letters: a request, a page, something to begin. `client/palette.ts` shows it over whatever page one is on. */
export function FindPage({ wanted, requests, administrator }: Props) {
  const { t, name } = useI18n();
  const pages = destinationsFor(wanted, administrator, t);
  const query = encodeURIComponent(wanted);
  return (
    <section id="find" className="stack">
      <h1>{t("board:go.title")}</h1>
      <search className="search">
        <form method="get" action={FIND_PAGE}>
          <input
            className="input"
            name="q"
            type="search"
            aria-label={t("board:go.label")}
            aria-describedby="find-hint"
            defaultValue={wanted}
            autoComplete="off"
          />
          <Button>{t("board:find")}</Button>
        </form>
      </search>
      <p className="hint" id="find-hint">
        {t("board:go.hint")}
      </p>
      <ul className="found" id="found" aria-label={t("board:go.found")}>
        {requests.map(({ id, code, state, categoryNames, districtNames }) => (
          <li key={id}>
            <a href={`/board/requests/${id}`}>
              {[
                name(categoryNames),
                districtNames ? name(districtNames) : t("board:cityWide"),
                t(`board:states.${state}`),
              ].join(" · ")}{" "}
              <span className="num">{codeInGroups(code)}</span>
            </a>
          </li>
        ))}
        {pages.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
        {wanted && (
          <>
            <li>
              <a href={`/board?q=${query}`}>{t("board:go.requests", { words: wanted })}</a>
            </li>
            <li>
              <a href={`/board/volunteers?q=${query}`}>{t("board:go.people", { words: wanted })}</a>
            </li>
          </>
        )}
      </ul>
    </section>
  );
}
