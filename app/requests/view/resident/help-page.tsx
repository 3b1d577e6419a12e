import { useI18n } from "../../../i18n/context";
import type { Names } from "../../../platform/types";
import { VULNERABLE } from "../../types";
import { Choice, ErrorText, Field, type Filled, useError } from "./fields";

type Props = Filled & {
  freshKey: string;
  categories: { code: string; names: Names; examples: Names }[];
  districts: { code: string; names: Names }[];
};

export function HelpPage({ freshKey, categories, districts, ...filled }: Props) {
  const { t, name } = useI18n();
  const { typed } = filled;
  return (
    <>
      <h1>{t("help:title")}</h1>
      <p>{t("help:lead")}</p>
      <Problems {...filled} />
      <form method="post" action="/help" noValidate>
        <input type="hidden" name="formKey" value={String(typed.formKey || freshKey)} />
        <fieldset>
          <legend>{t("help:kind")}</legend>
          <ErrorText {...filled} name="category" />
          {categories.map(({ code, names, examples }, position) => (
            <Choice
              key={code}
              type="radio"
              name="category"
              id={position === 0 ? "category" : `category-${code}`}
              value={code}
              checked={typed.category === code}
            >
              {name(names)}
              <span className="hint">{name(examples)}</span>
            </Choice>
          ))}
          <Field
            {...filled}
            name="details"
            label={t("help:details")}
            hint={t("help:detailsHint")}
            rows={3}
          />
          <Field
            {...filled}
            name="people"
            label={t("help:people")}
            inputMode="numeric"
            fallback="1"
            short
          />
        </fieldset>
        <fieldset>
          <legend>{t("help:who")}</legend>
          {VULNERABLE.map((who) => (
            <Choice
              key={who}
              type="checkbox"
              name="vulnerable"
              id={`vulnerable-${who}`}
              value={who}
              checked={typed.vulnerable?.includes(who) ?? false}
            >
              {t(`help:vulnerable.${who}`)}
            </Choice>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t("help:where")}</legend>
          <label htmlFor="district">{t("help:district")}</label>
          <select
            className="text"
            id="district"
            name="district"
            defaultValue={String(typed.district ?? "")}
          >
            <option value="">{t("help:districtUnknown")}</option>
            {districts.map(({ code, names }) => (
              <option key={code} value={code}>
                {name(names)}
              </option>
            ))}
          </select>
          <Field
            {...filled}
            name="address"
            label={t("help:address")}
            hint={t("help:addressHint")}
            autoComplete="street-address"
          />
          <Field
            {...filled}
            name="access"
            label={t("help:access")}
            hint={t("help:accessHint")}
            optional
          />
        </fieldset>
        <fieldset>
          <legend>{t("help:when")}</legend>
          <Field
            {...filled}
            name="hours"
            label={t("help:hours")}
            hint={t("help:hoursHint")}
            inputMode="numeric"
            short
          />
        </fieldset>
        <fieldset>
          <legend>{t("help:reach")}</legend>
          <Field {...filled} name="phone" label={t("help:phone")} type="tel" autoComplete="tel" />
          <Field {...filled} name="name" label={t("help:name")} optional autoComplete="name" />
          <Field
            {...filled}
            name="email"
            label={t("help:email")}
            type="email"
            optional
            autoComplete="email"
          />
        </fieldset>
        <button type="submit">{t("help:send")}</button>
      </form>
    </>
  );
}

function Problems(filled: Filled) {
  const { t } = useI18n();
  const names = Object.keys(filled.errors);
  if (names.length === 0) return null;
  return (
    <div className="problem" role="alert">
      <h2>{t("help:problem")}</h2>
      {names.map((name) => (
        <Problem key={name} {...filled} name={name} />
      ))}
    </div>
  );
}

function Problem({ errors, name }: Filled & { name: string }) {
  return (
    <div>
      <a href={`#${name}`}>{useError(errors, name)}</a>
    </div>
  );
}
