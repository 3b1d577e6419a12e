import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/context";
import { Button, ButtonLink } from "../../../ui/button";
import { Radios } from "../../../ui/choice";
import { Field } from "../../../ui/field";
import { Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { codeInGroups } from "../../rules/look-up";
import { mayMergeInto } from "../../rules/merge";
import type { Compared } from "../../views";
import { Amount, CoverMark } from "./lines";
import { type SheetForm, useSheetForm } from "./sheet-forms";

type Props = SheetForm & {
  own: Compared;
  others: Compared[];
  /** The code of the one that was asked for by its code; null: there is none. */
  named: string | null;
  /** The code that was looked for. */
  sought: string;
};

/** Which one is about the same need, beside the one that would end: nobody is joined without being seen. */
export function MergeForm({ own, others, named, sought, ...props }: Props) {
  const { request, query, typed } = props;
  const { t, asked, trouble } = useSheetForm(props, typed ?? { other: named ?? "", code: sought });
  const { refusal } = useI18n();
  const at = `/board/requests/${request.id}`;
  const into = others.filter((one) => mayMergeInto(own, one));
  const behind = others.filter((one) => !mayMergeInto(own, one));
  return (
    <div className="stack panel">
      <h2>{t("board:verb.merge")}</h2>
      {(into.length > 0 || behind.length === 0) && <p className="soft">{t("board:mergeLead")}</p>}
      {trouble}
      {sought && !named && !typed && <Refusal>{refusal("request.no_such_code")}</Refusal>}
      {into.length > 0 && props.sentHome}
      {into.length > 0 && (
        <PostForm className="stack" action={`${at}/duplicates${query}`} noValidate>
          <input type="hidden" name="version" value={request.version} />
          <div className="compare">
            <section className="stack tight">
              <h3>{t("board:mergeThis")}</h3>
              <Facing one={own} />
            </section>
            <Radios
              {...asked("other")}
              label={t("board:mergeAlike")}
              options={into.map((one) => ({
                value: one.code,
                label: <Called one={one} />,
                hint: <Facing one={one} beside={own} />,
              }))}
            />
          </div>
          <div className="row">
            <Button tone="danger">{t("board:verb.merge")}</Button>
            <ButtonLink href={at + query}>{t("common:button.back")}</ButtonLink>
          </div>
        </PostForm>
      )}
      {behind.length > 0 && <p>{refusal("request.help_is_nearer")}</p>}
      {behind.map((one) => (
        <section key={one.code} className="stack tight">
          <h3>
            <Called one={one} />
          </h3>
          <Facing one={one} beside={own} />
          <p>
            <a href={`/board/requests/${one.id}/duplicates?code=${own.code}`}>
              {t("board:mergeOther")}
            </a>
          </p>
        </section>
      ))}
      <form className="row" method="get" action={`${at}/duplicates`}>
        {[...new URLSearchParams(query)].map(
          ([field, value]) =>
            field !== "code" && <input key={field} type="hidden" name={field} value={value} />,
        )}
        <Field {...asked("code")} label={t("board:mergeCode")} inputMode="numeric" width="half" />
        <Button>{t("board:mergeShow")}</Button>
      </form>
      {into.length === 0 && (
        <p>
          <a href={at + query}>{t("common:button.back")}</a>
        </p>
      )}
    </div>
  );
}

export function Called({ one }: { one: Compared }) {
  const { name } = useI18n();
  return (
    <>
      {name(one.categoryNames)} <Amount {...one} />{" "}
      <span className="num">{codeInGroups(one.code)}</span>
    </>
  );
}

type FacingProps = {
  one: Compared;
  /** What is the same as there is said to be so. */
  beside?: Compared;
};

/** People, phones, place and words of a request, each on a line of its own. */
export function Facing({ one, beside }: FacingProps) {
  const { t, number, moment } = useI18n();
  const phones = [one.phone, one.forPhone].filter(Boolean);
  const theirs = beside && [beside.phone, beside.forPhone];
  const shared = phones.some((phone) => theirs?.includes(phone));
  const marks = one.vulnerable.map((who) => t(`board:vulnerable.${who}`));
  const facts: [string, ReactNode][] = [
    [t("board:people"), [number(one.people), ...marks].join(", ")],
    [
      t("board:phone"),
      [one.name, one.forName, ...phones, shared && `(${t("board:samePhone")})`]
        .filter(Boolean)
        .join(" · "),
    ],
    [t("board:address"), [one.address, one.access].filter(Boolean).join(" · ")],
    [t("board:came"), moment(one.createdAt)],
    [t("board:state"), <CoverMark key="state" line={one} />],
    [t("board:itsWords"), one.words.join("\n")],
  ];
  return (
    <span className="facing">
      {!beside && (
        <b>
          <Called one={one} />
        </b>
      )}
      {facts.map(([label, value]) => (
        <span key={label}>
          <b>{label}:</b> {value || t("board:empty.value")}
        </span>
      ))}
    </span>
  );
}
