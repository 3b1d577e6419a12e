import { SKILLS } from "../../accounts/types";
import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Radios, Select, Tick } from "../../ui/choice";
import { Disclosure } from "../../ui/content";
import { DateTime, Field, TextArea } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { FREQUENCIES, ROLE_ROWS, SCOPES } from "../types";

type Stored = {
  version: number;
  series: boolean;
  back: string;
  /** Who would be asked again if it were moved now, and until when they could answer; null where nobody would. */
  asked: { count: number; by: Date } | null;
};
type Props = {
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  districts: Choice[];
  action: string;
  /** A stored shift brings its version, and whether it is one of a series. */
  stored: Stored | null;
};

export function ShiftForm({ typed, errors, refusal, districts, action, stored }: Props) {
  const { t, name, dated } = useI18n();
  const { asked, problems } = askedOf(typed, errors, (code) => t(`shifts:error.${code}` as Key));
  return (
    <PostForm className="stack" action={action} noValidate>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      {stored && <input type="hidden" name="version" value={stored.version} />}
      <Field {...asked("place")} label={t("shifts:place")} hint={t("shifts:placeHint")} />
      <Field {...asked("address")} label={t("shifts:address")} optional />
      <Select
        {...asked("district")}
        label={t("tasks:district")}
        placeholder={t("shifts:wholeCity")}
        options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
      />
      <div className="pair">
        <DateTime {...asked("from")} label={t("shifts:from")} />
        <DateTime {...asked("to")} label={t("shifts:to")} />
      </div>
      {(errors.to === "over_day" || typed.overDay) && (
        <Tick name="overDay" label={t("shifts:overDay")} checked={Boolean(typed.overDay)} />
      )}
      {ROLE_ROWS.filter((row) => isUsed(row, typed, errors)).map((row) => (
        <Role key={row} row={row} typed={typed} errors={errors} />
      ))}
      <Disclosure summary={t("shifts:moreRoles")}>
        {ROLE_ROWS.filter((row) => !isUsed(row, typed, errors)).map((row) => (
          <Role key={row} row={row} typed={typed} errors={errors} />
        ))}
      </Disclosure>
      {(!stored || stored.series) && <Repeating typed={typed} errors={errors} />}
      <TextArea {...asked("briefing")} label={t("shifts:briefing")} rows={3} optional />
      <Field {...asked("contact")} label={t("shifts:contact")} optional />
      <DateTime {...asked("opens")} label={t("shifts:opens")} optional />
      <Field
        {...asked("leaveHours")}
        label={t("shifts:leaveHours")}
        inputMode="numeric"
        width="short"
      />
      {stored?.series && (
        <Radios
          {...asked("scope")}
          label={t("shifts:scope.label")}
          value={String(typed.scope ?? "one")}
          options={SCOPES.map((one) => ({
            value: one,
            label: t(`shifts:scope.${one}`),
          }))}
        />
      )}
      {stored?.asked && (
        <p className="hint">
          {t("shifts:moveHint", { count: stored.asked.count, by: dated(stored.asked.by) })}
        </p>
      )}
      <div className="row">
        {stored ? (
          <>
            <Button tone="primary">{t("common:button.save")}</Button>
            <ButtonLink href={stored.back}>{t("common:button.back")}</ButtonLink>
          </>
        ) : (
          <>
            {/* The first is what the Enter key presses: nothing half filled in is public by it. */}
            <Button>{t("shifts:saveDraft")}</Button>
            <Button tone="primary" name="publish" value="yes">
              {t("shifts:publish")}
            </Button>
          </>
        )}
      </div>
    </PostForm>
  );
}

type RowProps = { row: number; typed: Typed; errors: FieldErrors };

const isUsed = (row: number, typed: Typed, errors: FieldErrors) =>
  row === 1 || Boolean(typed[`capacity-${row}`] || errors[`capacity-${row}`]);

function Role({ row, typed, errors }: RowProps) {
  const { t } = useI18n();
  const { asked } = askedOf(typed, errors, (code) => t(`shifts:error.${code}` as Key));
  return (
    <fieldset className="stack tight">
      <legend>{t("shifts:role", { number: row })}</legend>
      <input type="hidden" name={`role-${row}`} value={String(typed[`role-${row}`] ?? "")} />
      <Field {...asked(`title-${row}`)} label={t("shifts:roleTitle")} optional />
      <div className="pair">
        <Field
          {...asked(`capacity-${row}`)}
          label={t("shifts:capacity")}
          inputMode="numeric"
          width="short"
        />
        <Field
          {...asked(`minimum-${row}`)}
          label={t("shifts:minimum")}
          inputMode="numeric"
          width="short"
        />
        <Select
          {...asked(`skill-${row}`)}
          label={t("shifts:skill")}
          width="half"
          placeholder={t("shifts:noSkill")}
          options={SKILLS.map((one) => ({ value: one, label: t(`common:skill.${one}`) }))}
        />
      </div>
    </fieldset>
  );
}

function Repeating({ typed, errors }: Omit<RowProps, "row">) {
  const { t, locale } = useI18n();
  const { asked, chosen } = askedOf(typed, errors, (code) => t(`shifts:error.${code}` as Key));
  // 4 January 2027 is a Monday.
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const open = Boolean(typed.frequency || errors.frequency || errors.except);
  return (
    <Disclosure summary={t("shifts:repeat.title")} open={open}>
      <p className="hint">{t("shifts:repeat.first")}</p>
      <Select
        {...asked("frequency")}
        label={t("shifts:repeat.every")}
        placeholder={t("shifts:repeat.never")}
        options={FREQUENCIES.map((one) => ({ value: one, label: t(`shifts:repeat.${one}`) }))}
      />
      <Field
        {...asked("interval")}
        label={t("shifts:repeat.interval")}
        hint={t("shifts:repeat.intervalHint")}
        inputMode="numeric"
        width="short"
      />
      <Checkboxes
        {...chosen("weekdays")}
        label={t("shifts:repeat.days")}
        optional
        options={[1, 2, 3, 4, 5, 6, 7].map((one) => ({
          value: String(one),
          label: weekday.format(new Date(Date.UTC(2027, 0, 3 + one))),
        }))}
      />
      <div className="pair">
        <DateTime kind="date" {...asked("until")} label={t("shifts:repeat.until")} optional />
        <Field
          {...asked("count")}
          label={t("shifts:repeat.count")}
          inputMode="numeric"
          width="short"
          optional
        />
      </div>
      <Field
        {...asked("except")}
        label={t("shifts:repeat.except")}
        hint={t("shifts:repeat.exceptHint")}
        optional
      />
    </Disclosure>
  );
}
