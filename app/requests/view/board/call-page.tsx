import type { Choice } from "../../../districts/types";
import { PRIORITIES, type Unit } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { ownName } from "../../../i18n/format";
import type { Key } from "../../../i18n/keys";
import type { FieldErrors, Typed } from "../../../platform/form";
import type { Locale, Names } from "../../../platform/types";
import { askedOf } from "../../../ui/asked";
import { Button } from "../../../ui/button";
import { Checkboxes, Radios, Select } from "../../../ui/choice";
import { Field, TextArea } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PAGE_FORM, PostForm } from "../../../ui/post-form";
import { Script } from "../../../ui/script";
import { VULNERABLE } from "../../types";
import type { OfNumber } from "../../views";
import { OnBehalf } from "../resident/help-page";
import { StairsFields } from "../resident/stairs-fields";

type Props = {
  categories: { code: string; names: Names; unit: string | null }[];
  districts: Choice[];
  locales: Locale[];
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  /** Open requests of the number that was typed; null where nobody has looked. */
  same: OfNumber[] | null;
};

const TAKEN = ["channel", "priority", "quantity"];

/** Somebody is on the phone: everything that is asked on one screen, in the order in which people say it. */
export function CallPage({ categories, districts, locales, refusal, same, ...props }: Props) {
  const { t, name, locale } = useI18n();
  const typed: Typed = { channel: "phone", locale, people: "1", ...props.typed };
  const { errors } = props;
  const { asked, chosen, problems } = askedOf(typed, errors, (code) => {
    const [field] = Object.entries(errors).find(([, value]) => value === code)!;
    return t(`${TAKEN.includes(field) ? "board" : "help"}:error.${code}` as Key);
  });
  return (
    <>
      <div className="row">
        <h1>{t("board:take.title")}</h1>
        <a href="/board/requests/import">{t("board:import.open")}</a>
      </div>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm id={PAGE_FORM} action="/board/requests/new" noValidate>
        <call-form class="call">
          <section className="stack">
            <div className="row asks">
              <Field
                {...asked("phone")}
                label={t("help:phone")}
                type="tel"
                autoComplete="off"
                autoFocus
              />
              <Button name="look" value="yes">
                {t("board:take.look")}
              </Button>
            </div>
            <SameNumber same={same} />
            <Field {...asked("address")} label={t("help:address")} autoComplete="off" />
            <StairsFields floor={asked("floor")} lift={asked("lift")} />
            <Field {...asked("access")} label={t("help:access")} optional autoComplete="off" />
            <Select
              {...asked("district")}
              label={t("help:district")}
              placeholder={t("help:districtUnknown")}
              options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
            />
            <div className="pair">
              <Field {...asked("name")} label={t("help:name")} optional autoComplete="off" />
              <Select
                {...asked("locale")}
                label={t("board:language")}
                placeholder={false}
                options={locales.map((one) => ({ value: one, label: ownName(one) }))}
              />
            </div>
            <OnBehalf asked={asked} summary={t("board:take.behalf")} />
            <Field
              {...asked("email")}
              label={t("help:email")}
              type="email"
              optional
              autoComplete="off"
            />
          </section>
          <section className="stack">
            <Radios
              {...asked("category")}
              label={t("board:category")}
              layout="chips"
              options={categories.map(({ code, names, unit }) => ({
                value: code,
                label: unit ? `${name(names)} (${t(`common:unit.${unit as Unit}`)})` : name(names),
              }))}
            />
            <div className="trio">
              <Field
                {...asked("quantity")}
                label={t("board:quantity")}
                inputMode="decimal"
                optional
              />
              <Field {...asked("people")} label={t("board:people")} inputMode="numeric" />
              <Field
                {...asked("hours")}
                label={t("board:take.hours")}
                unit={t("help:hoursUnit")}
                inputMode="decimal"
                optional
              />
            </div>
            <Checkboxes
              {...chosen("vulnerable")}
              label={t("help:who")}
              layout="chips"
              optional
              options={VULNERABLE.map((who) => ({
                value: who,
                label: t(`board:vulnerable.${who}`),
              }))}
            />
            <TextArea {...asked("details")} label={t("board:take.details")} optional rows={3} />
            <Radios
              {...asked("priority")}
              label={t("board:priority")}
              layout="chips"
              optional
              options={PRIORITIES.map((one) => ({
                value: one,
                label: t(`common:priority.${one}`),
              }))}
            />
            <Radios
              {...asked("channel")}
              label={t("board:take.channel")}
              layout="chips"
              options={(["phone", "walk-in"] as const).map((one) => ({
                value: one,
                label: t(`board:channel.${one}`),
              }))}
            />
          </section>
          <div className="row wholly">
            <Button tone="primary" name="triaged" value="yes">
              {t("board:take.triaged")}
              <span className="kbd" aria-hidden="true">
                Ctrl ↵
              </span>
            </Button>
            <Button>{t("board:take.later")}</Button>
            <a href="/board">{t("board:back")}</a>
          </div>
        </call-form>
      </PostForm>
      <Script name="call" />
    </>
  );
}

/** What is open already of whoever calls: a word on that is often all they want to say. */
function SameNumber({ same }: Pick<Props, "same">) {
  const { t, name, moment } = useI18n();
  return (
    <output data-same-number htmlFor="phone">
      {same && (
        <>
          <p className="hint">
            {same.length > 0 ? t("board:take.same", { count: same.length }) : t("board:take.none")}
          </p>
          {same.length > 0 && (
            <ul>
              {same.map(({ id, categoryNames, createdAt, state, people }) => (
                <li key={id}>
                  <a href={`/board/requests/${id}#notes`} target="_blank" rel="noreferrer">
                    {name(categoryNames)} ×{people}, {moment(createdAt)}
                  </a>{" "}
                  <span className="hint">{t(`board:states.${state}`)}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </output>
  );
}
