import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { typedText } from "../../platform/form";
import { Button, ButtonLink } from "../../ui/button";
import { Radios } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { Toolbar } from "../../ui/desk";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { BEHALF } from "../types";
import type { OwnData, Subject } from "../views";
import { Bounds } from "./data-page";
import { ForgetForm } from "./forget-form";

type FindProps = { find: string; subjects: Subject[]; done: boolean };

/** Finds whose data is to be given out or deleted, for administrators. */
export function PeoplePage({ find, subjects, done }: FindProps) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("data:people.title")}</h1>
      {done && (
        <Notice tone="success" role="status">
          {t("data:people.done")}
        </Notice>
      )}
      <p className="soft">{t("data:people.lead")}</p>
      <Toolbar label={t("data:people.search")} action="/admin/privacy/people">
        <Field name="find" label={t("data:people.find")} value={find} />
        <Button>{t("data:people.search")}</Button>
      </Toolbar>
      {find && subjects.length === 0 && <p className="soft">{t("data:people.none")}</p>}
      <ul className="stack tight">
        {subjects.map(({ thing, id, mark }) => (
          <li key={id}>
            <a href={`/admin/privacy/people/${thing}/${id}`}>
              {t(`data:people.thing.${thing}`, { mark })}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

type Props = {
  subject: Subject;
  bounds: OwnData["bounds"];
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
};

/** Of somebody who asked the city: their file and the deletion. Shows none of it, so that opening it is no look. */
export function PersonDataPage({ subject, bounds, typed, errors, refusal }: Props) {
  const { t } = useI18n();
  const { thing, id, mark } = subject;
  const path = `/admin/privacy/people/${thing}/${id}`;
  return (
    <>
      <p className="way no-print">
        <a href="/admin/privacy/people">{t("privacy:looks.back")}</a>
      </p>
      <h1>{t(`data:of.${thing}`, { mark })}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary
        items={Object.entries(errors).map(([field, code]) => ({
          href: `#${field}`,
          text: t(`data:error.${code}` as Key),
        }))}
      />
      <p className="row">
        <ButtonLink href={`${path}/data.json`} download>
          {t("data:file")}
        </ButtonLink>
        <span className="hint">{t("data:people.logged")}</span>
      </p>
      <Sheet title={t("data:press")} id="forget">
        <p>{t("data:stays")}</p>
        <Bounds bounds={bounds} />
        {bounds.length === 0 && (
          <ForgetForm action={path} errors={errors}>
            <Radios
              name="grounds"
              label={t("data:people.grounds")}
              options={BEHALF.map((value) => ({ value, label: t(`data:people.ground.${value}`) }))}
              value={typed && typedText(typed, "grounds")}
              error={errors.grounds && t(`data:error.${errors.grounds}` as Key)}
            />
          </ForgetForm>
        )}
      </Sheet>
    </>
  );
}
