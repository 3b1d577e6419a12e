import type { ReactNode } from "react";
import type { Choice } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import type { Names } from "../../../platform/types";
import { Button } from "../../../ui/button";
import { Checkboxes, Radios, Select } from "../../../ui/choice";
import { Disclosure } from "../../../ui/content";
import { Field, type FieldProps, Optional, TextArea } from "../../../ui/field";
import { ErrorSummary, Notice } from "../../../ui/notice";
import { Position } from "../../../ui/position";
import { PAGE_FORM, PostForm } from "../../../ui/post-form";
import { VULNERABLE } from "../../types";
import { Offline, Unsent } from "./kept";
import { StairsFields } from "./stairs-fields";

type Props = {
  typed: Typed;
  errors: FieldErrors;
  categories: { code: string; names: Names; examples: Names }[];
  districts: Choice[];
  /** What is typed is kept in the browser until it is sent; without a connection it says so, and whom to call. */
  draft?: { emergency: string } | null;
  /** By whose private link it is asked again, and how they are reached, masked. */
  again?: { token: string; known: Record<"phone" | "email" | "forPhone", string> } | null;
  /** Where a coordinator takes it on somebody's behalf; default: the resident's own page. */
  taking?: { title: string; lead: ReactNode; action: string; questions: ReactNode };
};

/** In the order of the page; nothing else can be wrong with it. */
const FIELDS = ["channel", "category", "phone", "email"] as const;

export function HelpPage(props: Props) {
  const { categories, districts, typed, errors, draft, again, taking } = props;
  const { t, name } = useI18n();
  const wordsOf = (field: string) =>
    field === "channel" ? t("board:error.channel") : t(`help:error.${errors[field]}` as Key);
  const error = (field: string) => (errors[field] ? wordsOf(field) : null);
  const asked = (field: string) => ({
    name: field,
    value: typedText(typed, field),
    error: error(field),
  });
  const chosen = [typed.vulnerable ?? []].flat();
  const reachHint = (field: "phone" | "email") => {
    const known = again?.known[field];
    return known ? t("help:againReach", { known }) : t(`help:${field}Hint`);
  };
  const problems = FIELDS.filter((field) => errors[field]);
  return (
    <>
      <h1>{taking?.title ?? t("help:title")}</h1>
      <p className="soft">{taking?.lead ?? t("help:lead")}</p>
      {draft && <Unsent {...draft} />}
      <ErrorSummary items={problems.map((field) => ({ href: `#${field}`, text: error(field)! }))} />
      <PostForm
        id={PAGE_FORM}
        className="stack loose"
        action={taking?.action ?? "/help"}
        data-draft={draft ? "" : undefined}
        noValidate
      >
        {taking?.questions}
        {again && (
          <>
            <input type="hidden" name="again" value={again.token} />
            <Notice role="status">{t("help:again")}</Notice>
          </>
        )}
        <section className="stack">
          <Radios
            {...asked("category")}
            label={t("help:kind")}
            options={categories.map(({ code, names, examples }) => ({
              value: code,
              label: name(names),
              hint: name(examples),
            }))}
          />
          <div className={taking || typedText(typed, "hours") ? undefined : "until"}>
            <Field
              {...asked("hours")}
              label={t("help:hours")}
              hint={t("help:hoursHint")}
              unit={t("help:hoursUnit")}
              inputMode="decimal"
              width="short"
              optional
            />
          </div>
        </section>
        <section className="stack">
          <OnBehalf
            asked={asked}
            summary={t("help:behalf")}
            hint={t("help:behalfHint")}
            known={again?.known.forPhone}
          />
          <h2>{t("help:where")}</h2>
          <Select
            {...asked("district")}
            label={t("help:district")}
            placeholder={t("help:districtUnknown")}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          <Field
            {...asked("address")}
            label={t("help:address")}
            hint={t("help:addressHint")}
            autoComplete="street-address"
          />
          {!taking && (
            <Position
              label={t("help:position")}
              icon="place"
              found={t("help:positionFound")}
              failed={t("help:positionFailed")}
              lat={typedText(typed, "lat")}
              lon={typedText(typed, "lon")}
            />
          )}
          <StairsFields floor={asked("floor")} lift={asked("lift")} />
          <Disclosure
            summary={<Asked question={t("help:access")} />}
            open={typedText(typed, "access") !== ""}
          >
            <Field {...asked("access")} label={t("help:accessHint")} />
          </Disclosure>
        </section>
        <section className="stack">
          <h2>{t("help:reach")}</h2>
          <Field
            {...asked("phone")}
            label={t("help:phone")}
            hint={reachHint("phone")}
            // Whether it is filled is asked by the style of the button.
            placeholder=" "
            type="tel"
            autoComplete="tel"
            width="half"
          />
          <Field
            {...asked("email")}
            label={t("help:email")}
            hint={reachHint("email")}
            type="email"
            optional
            autoComplete="email"
          />
          <Field {...asked("name")} label={t("help:name")} optional autoComplete="name" />
        </section>
        <section className="stack">
          <TextArea
            {...asked("details")}
            label={t("help:details")}
            hint={t("help:detailsHint")}
            optional
            rows={3}
          />
          <Field
            {...asked("people")}
            value={"people" in typed ? typedText(typed, "people") : "1"}
            label={t("help:people")}
            inputMode="numeric"
            width="short"
          />
          <Disclosure summary={<Asked question={t("help:who")} />} open={chosen.length > 0}>
            <Checkboxes
              name="vulnerable"
              label={<span className="sr">{t("help:who")}</span>}
              values={chosen}
              options={VULNERABLE.map((who) => ({
                value: who,
                label: t(`help:vulnerable.${who}`),
              }))}
            />
          </Disclosure>
        </section>
        {draft && <Offline {...draft} />}
        {!taking && <p className="hint">{t("help:privacy")}</p>}
        <div className="send">
          <Button tone="primary" wide>
            {taking?.title ?? t("help:send")}
          </Button>
        </div>
      </PostForm>
    </>
  );
}

type BehalfProps = {
  asked: (field: string) => Pick<FieldProps, "name" | "error"> & { value: string };
  summary: string;
  /** To whoever asks: who is contacted about what. */
  hint?: string;
  /** The number of before, masked. */
  known?: string | undefined;
};

/** For somebody else: how that person is reached, beside whoever asks. */
export function OnBehalf({ asked, summary, hint, known }: BehalfProps) {
  const { t } = useI18n();
  const [name, phone] = [asked("forName"), asked("forPhone")];
  return (
    <Disclosure summary={summary} open={Boolean(name.value || phone.value || known)}>
      <div className="stack">
        {hint && <p className="hint">{hint}</p>}
        <Field {...name} label={t("help:forName")} optional autoComplete="off" />
        <Field
          {...phone}
          label={t("help:forPhone")}
          hint={known && t("help:againReach", { known })}
          type="tel"
          optional
          autoComplete="off"
          width="half"
        />
      </div>
    </Disclosure>
  );
}

/** A question that is folded, for it may be left out. */
function Asked({ question }: { question: string }) {
  return (
    <span>
      {question}
      <Optional />
    </span>
  );
}
