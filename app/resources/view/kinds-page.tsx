import { UNITS, type Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { NAME_LANGUAGES } from "../../platform/names";
import { FALLBACK_LOCALE } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Radios, Select } from "../../ui/choice";
import { Field, TextArea } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { linesOf } from "../rules/attribute-lines";
import type { KindRow } from "../views";

export function KindsPage({ kinds }: { kinds: KindRow[] }) {
  const { t, name, number } = useI18n();
  return (
    <>
      <h1>{t("admin:kinds.title")}</h1>
      <p className="soft">{t("admin:kinds.lead")}</p>
      <p>
        <ButtonLink href="/admin/kinds/new">{t("admin:kinds.add")}</ButtonLink>
      </p>
      <Table
        caption={t("admin:kinds.title")}
        captionHidden
        columns={[
          { key: "name", label: t("admin:categories.name") },
          { key: "unit", label: t("admin:categories.unit") },
          { key: "durable", label: t("admin:kinds.durable") },
          { key: "questions", label: t("admin:kinds.questions") },
          { key: "state", label: t("admin:categories.offered") },
        ]}
        rows={kinds.map(({ code, names, unit, durable, attributes, active }) => ({
          key: code,
          ...(active ? {} : { tone: "past" as const }),
          cells: {
            name: <a href={`/admin/kinds/${code}`}>{name(names)}</a>,
            unit: t(`common:unit.${unit as Unit}`),
            durable: t(durable ? "admin:kinds.lent" : "admin:kinds.used"),
            questions: <span className="num">{number(attributes.length)}</span>,
            state: (
              <StateMark tone={active ? "done" : "past"}>
                {t(active ? "common:answer.yes" : "common:answer.no")}
              </StateMark>
            ),
          },
        }))}
      />
    </>
  );
}

type KindProps = {
  kind: KindRow | null;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
};

const stands = (kind: KindRow | null): Typed =>
  kind
    ? {
        unit: kind.unit,
        durable: kind.durable ? "lent" : "used",
        position: String(kind.position),
        active: kind.active ? ["yes"] : [],
        attributes: linesOf(kind.attributes),
        ...Object.fromEntries(NAME_LANGUAGES.map((locale) => [locale, kind.names[locale] ?? ""])),
      }
    : { unit: "piece", durable: "lent", position: "50", active: ["yes"] };

export function KindPage({ kind, typed, errors, refusal }: KindProps) {
  const { t, name } = useI18n();
  const { asked, chosen, problems } = askedOf(typed ?? stands(kind), errors, (code) =>
    t(`admin:error.${code}` as Key),
  );
  return (
    <>
      <p className="way">
        <a href="/admin/kinds">{t("admin:kinds.title")}</a>
      </p>
      <h1>{kind ? name(kind.names) : t("admin:kinds.add")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm className="stack" noValidate>
        {kind ? (
          <>
            <input type="hidden" name="code" value={kind.code} />
            <input type="hidden" name="version" value={kind.version} />
          </>
        ) : (
          <Field
            {...asked("code")}
            label={t("admin:categories.code")}
            hint={t("admin:categories.codeHint")}
            width="half"
          />
        )}
        <fieldset className="stack">
          <legend>{t("admin:categories.name")}</legend>
          {NAME_LANGUAGES.map((locale) => (
            <Field
              key={locale}
              {...asked(locale)}
              label={ownName(locale)}
              optional={locale !== FALLBACK_LOCALE}
            />
          ))}
        </fieldset>
        <Select
          {...asked("unit")}
          label={t("admin:categories.unit")}
          placeholder={false}
          options={UNITS.map((unit) => ({ value: unit, label: t(`common:unit.${unit}`) }))}
          width="half"
        />
        <Radios
          {...asked("durable")}
          label={t("admin:kinds.durable")}
          options={(["lent", "used"] as const).map((one) => ({
            value: one,
            label: t(`admin:kinds.${one}`),
          }))}
        />
        <TextArea
          {...asked("attributes")}
          label={t("admin:kinds.attributes")}
          hint={t("admin:kinds.attributesHint")}
          rows={6}
          spellCheck={false}
          optional
        />
        <Field
          {...asked("position")}
          label={t("admin:categories.position")}
          inputMode="numeric"
          width="short"
        />
        <Checkboxes
          {...chosen("active")}
          label={t("admin:categories.offered")}
          options={[{ value: "yes", label: t("admin:kinds.offeredYes") }]}
        />
        <Button tone="primary">{t("common:button.save")}</Button>
      </PostForm>
    </>
  );
}
