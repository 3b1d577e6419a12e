import { useI18n } from "../../../i18n/context";
import { ButtonLink } from "../../../ui/button";
import { PriorityMark } from "../../../ui/marks";
import type { TakenRequest } from "../../views";

/** The end of a call: the code, to be read out, and what to do next. */
export function TakenPage({ request }: { request: TakenRequest }) {
  const { t, name } = useI18n();
  const { id, code, state, priority, categoryNames, districtNames, inReach } = request;
  return (
    <div className="stack loose">
      <h1>{t("board:take.done")}</h1>
      <p>{t("board:take.readOut")}</p>
      <p className="code-aloud num">{code.replace(/(\d\d)(?=\d)/g, "$1 ")}</p>
      <p>
        <PriorityMark level={priority}>
          <span className="sr">{t(`common:priority.${priority}`)}: </span>
          {name(categoryNames)}
        </PriorityMark>{" "}
        · {districtNames ? name(districtNames) : t("board:cityWide")} · {t(`board:states.${state}`)}
      </p>
      {!inReach && <p>{t("board:take.elsewhere")}</p>}
      <div className="row">
        {inReach && state === "triaged" && (
          <ButtonLink tone="primary" href={`/board/requests/${id}/send`} shortcut="KeyA">
            {t("tasks:send.title")}
          </ButtonLink>
        )}
        {inReach && (
          <ButtonLink href={`/board/requests/${id}`} shortcut="Enter">
            {t("board:take.request")}
          </ButtonLink>
        )}
        <ButtonLink href="/board/requests/new" icon="phone" shortcut="KeyC">
          {t("board:take.next")}
        </ButtonLink>
        <ButtonLink href="/board">{t("board:back")}</ButtonLink>
      </div>
    </div>
  );
}
