import { SKILLS } from "../../accounts/types";
import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import type { Locale } from "../../platform/types";
import { Button } from "../../ui/button";
import { Checkboxes, Radios, Select } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { Empty } from "../../ui/desk";
import { Field } from "../../ui/field";
import { StateMark, Time } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { wordsFor } from "../rules/broadcast";
import { BROADCAST_GROUPS, PRESSURES } from "../types";
import type { Broadcasts } from "../views";
import { TONES, useAudience } from "./audience";
import { MessagesMenu } from "./messages-menu";
import { Fallback, useFaults, WordsFields } from "./words-fields";

type Props = Broadcasts & {
  districts: Choice[];
  locales: readonly Locale[];
  administrator: boolean;
  /** Chosen already, on its own page. */
  incident: string | null;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
};

/** What went to many, and a form for the next. */
export function BroadcastsPage(props: Props) {
  const { broadcasts, most, incidents, districts, locales, administrator, typed, errors, refusal } =
    props;
  const { t, name, locale } = useI18n();
  const { fault, items } = useFaults(errors);
  const audience = useAudience();
  const listed = (field: string) => {
    const value = typed?.[field];
    return Array.isArray(value) ? value : [];
  };
  return (
    <>
      <h1>{t("messages:broadcast.title")}</h1>
      <MessagesMenu current="broadcasts" />
      <p className="soft">{t("messages:broadcast.lead", { count: most })}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {props.saved && (
        <Notice tone="success" role="status">
          {t("messages:own.saved")}
        </Notice>
      )}
      <ErrorSummary items={items} />
      {broadcasts.length === 0 ? (
        <Empty title={t("messages:broadcast.none")} />
      ) : (
        <Table
          caption={t("messages:broadcast.title")}
          captionHidden
          columns={[
            { key: "words", label: t("messages:broadcast.words") },
            { key: "to", label: t("messages:broadcast.to") },
            { key: "state", label: t("messages:broadcast.state") },
            { key: "at", label: t("messages:broadcast.at") },
          ]}
          rows={broadcasts.map((one) => ({
            key: one.id,
            cells: {
              words: <a href={`/board/broadcasts/${one.id}`}>{wordsFor(one, locale)}</a>,
              to: audience(one),
              state: (
                <StateMark tone={TONES[one.state]}>{t(`messages:state.${one.state}`)}</StateMark>
              ),
              at: <Time at={one.createdAt} />,
            },
          }))}
        />
      )}
      <Sheet title={t("messages:broadcast.new")} id="new">
        <PostForm className="stack" action="/board/broadcasts" noValidate>
          <Checkboxes
            name="groups"
            label={t("messages:broadcast.to")}
            values={listed("groups")}
            error={fault("groups")}
            options={BROADCAST_GROUPS.map((value) => ({
              value,
              label: t(`messages:group.${value}`),
            }))}
          />
          <Checkboxes
            name="district"
            label={t("messages:broadcast.districts")}
            hint={t(
              administrator ? "messages:broadcast.everyDistrict" : "messages:broadcast.yours",
            )}
            layout="chips"
            values={listed("district")}
            error={fault("district")}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          {incidents.length > 0 && (
            <Select
              name="incident"
              label={t("messages:broadcast.incident")}
              hint={t("messages:broadcast.incidentHint")}
              placeholder={t("messages:broadcast.noIncident")}
              value={typed ? typedText(typed, "incident") : (props.incident ?? "")}
              options={incidents.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Select
            name="skill"
            label={t("messages:broadcast.skill")}
            placeholder={t("messages:broadcast.anySkill")}
            value={typed ? typedText(typed, "skill") : ""}
            options={SKILLS.map((value) => ({ value, label: t(`common:skill.${value}`) }))}
            width="half"
          />
          <Radios
            name="pressure"
            label={t("messages:broadcast.pressure")}
            value={typed ? typedText(typed, "pressure") : "news"}
            error={fault("pressure")}
            options={PRESSURES.map((value) => ({
              value,
              label: t(`messages:pressure.${value}`),
              hint: t(`messages:pressureHint.${value}`),
            }))}
          />
          <WordsFields
            name="words"
            label={t("messages:broadcast.words")}
            locales={locales}
            typed={typed}
            fault={fault}
          />
          <Fallback locales={locales} typed={typed} />
          <Button tone="primary">{t("messages:broadcast.preview")}</Button>
        </PostForm>
      </Sheet>
      {administrator && (
        <Sheet title={t("messages:limit.title")} id="limit">
          <PostForm className="stack" action="/board/broadcasts/limits" noValidate>
            <Field
              name="most"
              label={t("messages:limit.most")}
              hint={t("messages:limit.hint")}
              value={typed ? typedText(typed, "most") || most : most}
              error={fault("most")}
              inputMode="numeric"
              width="short"
            />
            <Button>{t("common:button.save")}</Button>
          </PostForm>
        </Sheet>
      )}
    </>
  );
}
