import { Week } from "../../accounts/view/week";
import type { Choice, Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Radios, Select, Tick } from "../../ui/choice";
import { Disclosure } from "../../ui/content";
import { DateTime, Field, TextArea } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { Position } from "../../ui/position";
import { PAGE_FORM, PostForm } from "../../ui/post-form";
import { attributeField, quantityField } from "../rules/attributes";
import type { OfferedKind } from "../views";
import { Terms } from "./terms";
import { useUnit } from "./words";

type Props = {
  kinds: OfferedKind[];
  districts: Choice[];
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  /** Where it goes; a stored offer keeps its kind and brings its version. */
  action: string;
  stored: { kind: OfferedKind; version: number } | null;
  /** A visitor is asked who they are; a coordinator for whom they enter it, if not for themselves. */
  asksWho: "visitor" | "behalf" | null;
  /** What the city says of damage. */
  terms: string | undefined;
};

export function OfferForm(props: Props) {
  const { kinds, districts, typed, refusal, action, stored, asksWho, terms } = props;
  const { t, name } = useI18n();
  const errors = stored ? props.errors : ofKind(props.errors, String(typed.kind ?? ""));
  const { asked, problems } = askedOf(typed, errors, (code) => t(`resources:error.${code}` as Key));
  const weekly = [typed.when ?? []].flat();
  return (
    <PostForm id={PAGE_FORM} className="stack" action={action} noValidate>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      {stored ? (
        <>
          <input type="hidden" name="version" value={stored.version} />
          <Attributes kind={stored.kind} typed={typed} errors={errors} />
        </>
      ) : (
        <Radios
          {...asked("kind")}
          label={t("resources:offer.kind")}
          options={kinds.map((kind) => ({
            value: kind.code,
            label: name(kind.names),
            detail: (
              <div className="stack tight">
                <Quantity
                  kind={kind}
                  name={quantityField(kind.code)}
                  typed={typed}
                  errors={errors}
                />
                <Attributes kind={kind} typed={typed} errors={errors} />
              </div>
            ),
          }))}
        />
      )}
      <Field
        {...asked("title")}
        label={t("resources:offer.name")}
        hint={t("resources:offer.nameHint")}
      />
      {stored && <Quantity kind={stored.kind} name="quantity" typed={typed} errors={errors} />}
      <section className="stack">
        <h2>{t("resources:offer.where")}</h2>
        <Select
          {...asked("district")}
          label={t("tasks:district")}
          placeholder={t("help:districtUnknown")}
          options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        {(errors.district === "outside" || typed.outside) && (
          <Tick
            name="outside"
            label={t("resources:offer.bothRight")}
            checked={Boolean(typed.outside)}
          />
        )}
        <Field
          {...asked("address")}
          label={t("resources:offer.address")}
          hint={t("resources:offer.addressHint")}
          autoComplete="street-address"
        />
        <Position
          label={t("help:position")}
          icon="place"
          hint={stored ? t("resources:offer.positionHint") : undefined}
          found={t("resources:offer.positionFound")}
          failed={t("help:positionFailed")}
          lat={String(typed.lat ?? "")}
          lon={String(typed.lon ?? "")}
        />
      </section>
      <Disclosure
        summary={t("resources:offer.when")}
        open={Boolean(errors.from || errors.until || weekly.length || typed.until)}
      >
        <div className="pair">
          <DateTime {...asked("from")} label={t("resources:offer.from")} optional />
          <DateTime {...asked("until")} label={t("resources:offer.until")} optional />
        </div>
        <fieldset className="field">
          <legend>{t("resources:offer.weekly")}</legend>
          <p className="hint">{t("resources:offer.openHint")}</p>
          <Week ticked={weekly} />
        </fieldset>
      </Disclosure>
      <Field {...asked("organisation")} label={t("resources:offer.organisation")} optional />
      <TextArea
        {...asked("conditions")}
        label={t("resources:offer.conditions")}
        hint={t("resources:offer.conditionsHint")}
        rows={2}
        optional
      />
      {asksWho && (
        <section className="stack">
          <Field
            {...asked("name")}
            label={t(`resources:offer.${asksWho === "visitor" ? "yourName" : "theirName"}`)}
            hint={asksWho === "behalf" && t("resources:offer.behalfHint")}
            optional={asksWho === "behalf"}
            autoComplete="name"
            width="half"
          />
          <Field
            {...asked("phone")}
            label={t(`resources:offer.${asksWho === "visitor" ? "yourPhone" : "theirPhone"}`)}
            hint={asksWho === "visitor" && t("resources:offer.phoneHint")}
            optional={asksWho === "behalf"}
            type="tel"
            autoComplete="tel"
            width="half"
          />
          <Field
            {...asked("email")}
            label={t(`resources:offer.${asksWho === "visitor" ? "yourEmail" : "theirEmail"}`)}
            hint={asksWho === "visitor" && t("resources:offer.emailHint")}
            optional
            type="email"
            autoComplete="email"
            width="half"
          />
        </section>
      )}
      {!stored && <Terms terms={terms} />}
      <div className="row">
        <Button tone="primary" wide={!stored}>
          {t(stored ? "common:button.save" : "resources:offer.send")}
        </Button>
        {stored && (
          <ButtonLink href={action.replace(/\/edits$/, "")}>{t("common:button.back")}</ButtonLink>
        )}
      </div>
    </PostForm>
  );
}

/** What is said of how many is said at the field of the chosen kind; before one is chosen, it is not asked. */
function ofKind({ quantity, ...errors }: FieldErrors, kind: string): FieldErrors {
  return quantity && kind ? { [quantityField(kind)]: quantity, ...errors } : errors;
}

type QuantityProps = AttributesProps & { name: string };

function Quantity({ kind, name: field, typed, errors }: QuantityProps) {
  const { t } = useI18n();
  const { asked } = askedOf(typed, errors, (code) => t(`resources:error.${code}` as Key));
  const unit = kind.unit as Unit;
  const question = asked(field);
  return (
    <Field
      {...question}
      value={question.value || (unit === "piece" && typed[field] === undefined ? "1" : "")}
      label={t(`resources:howMany.${unit}`)}
      unit={t(`common:unitShort.${unit}`)}
      inputMode="decimal"
      width="short"
    />
  );
}

type AttributesProps = { kind: OfferedKind; typed: Typed; errors: FieldErrors };

function Attributes({ kind, typed, errors }: AttributesProps) {
  const { t, name } = useI18n();
  const unitOf = useUnit();
  const { asked } = askedOf(typed, errors, (code) => t(`resources:error.${code}` as Key));
  const flags = kind.attributes.filter(({ type }) => type === "flag");
  return (
    <div className="stack tight">
      {kind.attributes.map((one) => {
        const question = { ...asked(attributeField(kind.code, one.code)), label: name(one.names) };
        if (one.type === "number")
          return (
            <Field
              key={one.code}
              {...question}
              unit={one.unit && one.unit !== "×" ? unitOf(one.unit) : undefined}
              inputMode="decimal"
              width="short"
              optional
            />
          );
        if (one.type === "choice")
          return (
            <Select
              key={one.code}
              {...question}
              width="half"
              optional
              options={(one.choices ?? []).map(({ code, names }) => ({
                value: code,
                label: name(names),
              }))}
            />
          );
        return null;
      })}
      {flags.map(({ code, names }) => {
        const field = attributeField(kind.code, code);
        return <Tick key={code} name={field} label={name(names)} checked={Boolean(typed[field])} />;
      })}
    </div>
  );
}
