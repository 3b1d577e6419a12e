import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors } from "../../platform/form";
import { Button, ButtonLink } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { Erasable } from "../types";
import type { OwnData } from "../views";
import { ForgetForm } from "./forget-form";

type Props = {
  thing: Erasable;
  data: OwnData;
  /** Where the page is, which is also where its form goes. */
  path: string;
  /** Of a private link: where the file is asked for, with what is known of how its person is reached. */
  filesAt?: string;
  back: string;
  errors: FieldErrors;
  refusal: string | null;
  /** Why the file was not given. */
  wrong?: "digits" | "flood" | null;
};

/** What is kept of somebody, for that somebody, and how they have it deleted. */
export function DataPage(props: Props) {
  const { thing, data, path, filesAt, back, refusal, wrong } = props;
  const { t, refusal: inWords } = useI18n();
  const errors = wrong === "digits" ? { ...props.errors, digits: wrong } : props.errors;
  return (
    <>
      <p className="way no-print">
        <a href={back}>{t("privacy:looks.back")}</a>
      </p>
      <h1>{t("data:title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {wrong === "flood" && <Refusal>{inWords("flood")}</Refusal>}
      <ErrorSummary
        items={Object.entries(errors).map(([field, code]) => ({
          href: `#${field}`,
          text: t((field === "digits" ? `track:error.${code}` : `data:error.${code}`) as Key),
        }))}
      />
      <p>{t("data:lead")}</p>
      <Said data={data} />
      <div className="stack tight">
        <p className="hint">{t("data:fileHint")}</p>
        {filesAt ? (
          <PostForm className="stack" action={filesAt} noValidate>
            <Field
              name="digits"
              label={t("track:lookUpDigits")}
              hint={t("track:lookUpEmail")}
              error={errors.digits && t(`track:error.${errors.digits}` as Key)}
              autoComplete="off"
              width="half"
            />
            <Button>{t("data:file")}</Button>
          </PostForm>
        ) : (
          <ButtonLink href={`${path}.json`} download>
            {t("data:file")}
          </ButtonLink>
        )}
      </div>
      <Sheet title={t("data:forget")} id="forget">
        <p>{t(`data:forgetLead.${thing}`)}</p>
        <p>{t("data:stays")}</p>
        <Bounds bounds={data.bounds} />
        {data.bounds.length === 0 && <ForgetForm action={path} errors={errors} />}
      </Sheet>
    </>
  );
}

function Said({ data }: { data: OwnData }) {
  const { t } = useI18n();
  if (data.said.length === 0) return <p className="soft">{t("data:empty")}</p>;
  return data.said.map(({ kind, texts }) => (
    <Sheet key={kind} title={t(`data:kind.${kind}`)}>
      <ul className="stack tight">
        {texts.map((text) => (
          <li key={text} className="whitespace-pre-line">
            {text}
          </li>
        ))}
      </ul>
    </Sheet>
  ));
}

/** Why it can't be deleted yet, and when. */
export function Bounds({ bounds }: Pick<OwnData, "bounds">) {
  const { t, refusal } = useI18n();
  if (bounds.length === 0) return null;
  return (
    <Notice title={t("data:notYet")}>
      {bounds.map(({ reason, until }) => (
        <p key={reason}>
          {refusal(`forget.${reason}`, until ? { at: until.toISOString() } : undefined)}
        </p>
      ))}
    </Notice>
  );
}
