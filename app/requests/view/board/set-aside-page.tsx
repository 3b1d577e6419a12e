import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Disclosure } from "../../../ui/content";
import { Empty, Pager } from "../../../ui/desk";
import { Time } from "../../../ui/marks";
import { PostForm } from "../../../ui/post-form";
import type { Floods } from "../../views";
import { Lines } from "./lines";

type Flood = Floods["floods"][number];
type Props = {
  floods: Flood[];
  next: number | null;
  previous: number | null;
  refusal: ReactNode;
};

/** Requests that look like a flood, one group for all that share a number or an address: one press shows them, one decides. */
export function SetAsidePage({ floods, next, previous, refusal }: Props) {
  const { t } = useI18n();
  return (
    <div className="stack">
      <p className="way">
        <a href="/board">{t("board:back")}</a>
      </p>
      <h1>{t("board:aside.title")}</h1>
      <p className="soft">{t("board:aside.lead")}</p>
      {refusal}
      {floods.length === 0 && (
        <Empty title={t("board:aside.none")}>{t("board:aside.noneHint")}</Empty>
      )}
      {floods.map((flood) => (
        <Group key={flood.flood} flood={flood} />
      ))}
      <Pager
        next={next ? `/board/set-aside?page=${next}` : null}
        previous={previous ? `/board/set-aside?page=${previous}` : null}
      />
    </div>
  );
}

/** Nothing of it was read yet, so nobody was asked. */
const NOBODY = { coming: new Map() };

function Group({ flood }: { flood: Flood }) {
  const { t, number } = useI18n();
  const [first, ...more] = flood.lines;
  const list = { label: t("board:title"), ...NOBODY };
  const hidden = flood.count - flood.lines.length;
  if (!first) return null;
  return (
    <section className="sheet stack tight">
      <h2>
        {t("board:aside.group", { count: flood.count, number: number(flood.count) })}{" "}
        <span className="hint">
          <Time at={flood.from} /> – <Time at={flood.to} />
        </span>
      </h2>
      <Lines lines={[first]} {...list} />
      {more.length > 0 && (
        <Disclosure
          summary={t("board:aside.more", {
            count: flood.count - 1,
            number: number(flood.count - 1),
          })}
        >
          <Lines lines={more} {...list} />
          {hidden > 0 && (
            <p className="hint">
              {t("board:aside.hidden", { count: hidden, number: number(hidden) })}
            </p>
          )}
        </Disclosure>
      )}
      <div className="row">
        <PostForm action={`/board/set-aside/${flood.flood}/intakes`}>
          <Button>{t("board:aside.takeIn")}</Button>
        </PostForm>
        <PostForm action={`/board/set-aside/${flood.flood}/declines`}>
          {flood.lines.map(({ id }) => (
            <input key={id} type="hidden" name="seen" value={id} />
          ))}
          <Button tone="quiet">{t("board:aside.decline")}</Button>
        </PostForm>
      </div>
    </section>
  );
}
