import type { Translate } from "../i18n/translate";
import { isSecret } from "../platform/secret-field";
import { OUTAGE_SECONDS } from "../platform/waiting";
import { Button, ButtonLink } from "../ui/button";
import { TextArea } from "../ui/field";
import { type Around, renderPlain } from "./plain-page.server";
import { isProse } from "./written";

export type Asked = {
  /** The address that was asked for, as the gate has cleaned it. */
  path: string;
  /** What was sent, field by field; null for a page that was only to be read. */
  fields: readonly (readonly [string, string])[] | null;
  /** A file came along, which a page can't give back. */
  withFile: boolean;
};

/**
 * For when the database can't be reached or can't save. What was written is on the page and is sent again by one press, with
 * the same key, so that it is not counted twice. Passwords and codes are never given back.
 */
export function outagePage(around: Around, { path, fields, withFile }: Asked): string {
  const params = { seconds: OUTAGE_SECONDS };
  if (!fields && !withFile)
    return renderPlain({ ...around, title: "common:outage.readTitle" }, ({ t }) => (
      <>
        <p>{t("common:outage.readText", params)}</p>
        <p>
          <ButtonLink href={path} tone="primary">
            {t("common:failure.action")}
          </ButtonLink>
        </p>
      </>
    ));
  const sent = fields ?? [];
  const hasSecret = sent.some(([name]) => isSecret(name));
  return renderPlain({ ...inOneLanguage(around), title: "common:outage.title" }, ({ t }) => {
    if (withFile) return <p>{t("common:outage.files")}</p>;
    if (hasSecret) return <p>{t("common:outage.secretText", params)}</p>;
    return (
      <>
        <p>{t("common:outage.text", params)}</p>
        <SendAgain path={path} fields={sent} t={t} />
      </>
    );
  });
}

/** For a form that came when its sender was not signed in any more: what was written waits for them to come back. */
export function signedOutPage(around: Around, { path, fields }: Pick<Asked, "path" | "fields">) {
  return renderPlain({ ...inOneLanguage(around), title: "common:signedOut.title" }, ({ t }) => (
    <>
      <p>{t("common:signedOut.text")}</p>
      <p>
        <ButtonLink href="/sign-in" tone="primary" target="_blank" rel="noopener">
          {t("common:signedOut.signIn")}
        </ButtonLink>
      </p>
      <SendAgain path={path} fields={fields ?? []} t={t} />
    </>
  ));
}

/** Another language is another page, and what was written would be gone. */
const inOneLanguage = (around: Around): Around => ({
  ...around,
  city: { ...around.city, locales: [around.locale] },
});

type SendAgainProps = { path: string; fields: NonNullable<Asked["fields"]>; t: Translate };

/** What was sent, to be sent again by one press, its key with it. */
function SendAgain({ path, fields, t }: SendAgainProps) {
  return (
    <form method="post" action={path} className="stack">
      {fields.map(([name, value], index) =>
        isProse(value) ? (
          <TextArea
            // biome-ignore lint/suspicious/noArrayIndexKey: a field may come twice, and the list never changes
            key={index}
            id={`field-${index}`}
            name={name}
            label={t("common:outage.wrote")}
            value={value}
            rows={2}
          />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <input key={index} type="hidden" name={name} value={value} />
        ),
      )}
      <Button tone="primary">{t("common:outage.send")}</Button>
    </form>
  );
}
