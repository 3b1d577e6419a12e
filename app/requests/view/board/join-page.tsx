import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/context";
import { type Typed, typedText } from "../../../platform/form";
import { BoardKeys } from "../../../ui/board-keys";
import { Button, ButtonLink } from "../../../ui/button";
import { Radios } from "../../../ui/choice";
import { Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { mayMergeInto } from "../../rules/merge";
import type { Compared } from "../../views";
import { Called, Facing } from "./merge-form";

type Props = {
  /** That for which help is furthest first, of these the oldest. */
  requests: readonly Compared[];
  /** What it does to whoever is coming. */
  sentHome: ReactNode;
  back: string;
  action: string;
  typed: Typed | null;
  refusal: string | null;
};

/** As many answers as there are digits to choose by. */
const KEYS = 9;

/** Requests that were marked, beside each other, and which of them covers the others: none is joined without being seen. */
export function JoinPage({ requests, sentHome, back, action, typed, refusal }: Props) {
  const { t, refusal: reason } = useI18n();
  const [first, second] = requests;
  if (!first || !second)
    return (
      <div className="stack">
        <h1>{t("board:join.title")}</h1>
        <Refusal>{refusal ?? reason("request.several")}</Refusal>
        <p>
          <a href={back}>{t("common:button.back")}</a>
        </p>
      </div>
    );
  const isBehind = (one: Compared) => !mayMergeInto(first, one);
  const into = typed && typedText(typed, "into");
  const chosen = requests.find((one) => one.id === into && !isBehind(one)) ?? first;
  return (
    <PostForm className="stack" action={action} noValidate>
      <h1>{t("board:join.title")}</h1>
      <p className="soft">{t("board:join.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {requests.map(({ id, version }) => (
        <input key={id} type="hidden" name="seen" value={`${id}:${version}`} />
      ))}
      <div className="side-by-side">
        <Radios
          name="into"
          label={t("board:join.into")}
          value={chosen.id}
          options={requests.map((one, index) => ({
            value: one.id,
            label: <Called one={one} />,
            hint: <Facing one={one} beside={one === first ? second : first} />,
            disabled: isBehind(one),
            shortcut: index < KEYS ? `Digit${index + 1}` : undefined,
          }))}
        />
      </div>
      {requests.some(isBehind) && <p className="hint">{t("board:join.behind")}</p>}
      {sentHome}
      <div className="row">
        <Button tone="danger" shortcut="Enter">
          {t("board:join.button")}
        </Button>
        <ButtonLink href={back}>{t("common:button.back")}</ButtonLink>
      </div>
      <BoardKeys />
    </PostForm>
  );
}
