import type { ReactNode } from "react";
import { PRIORITIES, type Priority, type Unit } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import type { Names } from "../../../platform/types";
import { wallTime } from "../../../platform/zone";
import { askedOf } from "../../../ui/asked";
import { Button, ButtonLink } from "../../../ui/button";
import { Radios, Select, Tick } from "../../../ui/choice";
import { DateTime, Field, TextArea } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import type { ReadingPace } from "../../rules/reading-pace";
import { readOpened, threeWay } from "../../rules/three-way";
import { CLOSING_REASONS, type ClosingReason, type Lift } from "../../types";
import type { OpenedRequest } from "../../views";
import { StairsFields } from "../resident/stairs-fields";

type Choice = { code: string; names: Names; unit?: string | null };
export type SheetForm = {
  request: OpenedRequest;
  query: string;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  /** What its end does to whoever is coming. */
  sentHome?: ReactNode;
};
export type TriageProps = SheetForm & {
  categories: Choice[];
  districts: Choice[];
  /** The next request that nobody has read: saved, it opens. */
  next?: string | null;
  /** How far whoever reads one after the other is. */
  pace?: ReadingPace | null;
};

const Back = ({ request, query }: Pick<SheetForm, "request" | "query">) => {
  const { t } = useI18n();
  return (
    <ButtonLink href={`/board/requests/${request.id}${query}`}>
      {t("common:button.back")}
    </ButtonLink>
  );
};

export function useSheetForm({ errors, refusal }: SheetForm, values: Typed) {
  const { t } = useI18n();
  const { asked, problems } = askedOf(values, errors, (code) => t(`board:error.${code}` as Key));
  const trouble = (
    <>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
    </>
  );
  return { t, asked, trouble };
}

export function TriageForm({ categories, districts, ...props }: TriageProps) {
  const { request, query, typed } = props;
  const { name, zone } = useI18n();
  const { secret } = request;
  const stored: Typed = {
    priority: request.priority,
    category: request.categoryCode,
    district: request.districtCode ?? "",
    people: String(request.people),
    floor: request.floor === null ? "" : String(request.floor),
    lift: request.lift ?? "",
    quantity: request.quantity === null ? "" : String(request.quantity),
    needed: request.neededBy ? wallTime(request.neededBy, zone) : "",
    point: secret.lat !== null && secret.lon !== null ? `${secret.lat}, ${secret.lon}` : "",
  };
  const opened = typed && readOpened(typedText(typed, "was"));
  const { values, meanwhile } = opened
    ? threeWay(opened, typed, stored)
    : { values: typed ?? stored, meanwhile: {} };
  const form = useSheetForm(props, values);
  const { t, trouble } = form;
  const nameOf = (choices: Choice[], code: string) => {
    const found = choices.find((choice) => choice.code === code);
    return found ? name(found.names) : code;
  };
  const inWords: Record<string, (value: string) => string> = {
    priority: (value) => t(`common:priority.${value as Priority}`),
    category: (value) => nameOf(categories, value),
    district: (value) => (value ? nameOf(districts, value) : t("board:cityWide")),
    needed: (value) => value.replace("T", " "),
    lift: (value) => (value ? t(`help:lifts.${value as Lift}`) : ""),
  };
  /** A field, and what somebody else has saved in it since the form was opened. */
  const asked = (field: string, hint?: string) => {
    const { kind, theirs = "" } = meanwhile[field] ?? {};
    const value = inWords[field]?.(theirs) ?? theirs;
    const said = kind && t(`board:meanwhile.${kind}`, { value: value || t("board:empty.value") });
    return Object.assign(form.asked(field), { hint: said ?? hint });
  };
  const named = (choices: Choice[]) =>
    choices.map(({ code, names, unit }) => ({
      value: code,
      label: unit ? `${name(names)} (${t(`common:unit.${unit as Unit}`)})` : name(names),
    }));
  return (
    <PostForm
      className="stack panel"
      action={`/board/requests/${request.id}/triage${query}`}
      noValidate
    >
      <h2>{t("board:verb.triage")}</h2>
      {trouble}
      <input type="hidden" name="version" value={request.version} />
      <input type="hidden" name="was" value={JSON.stringify(stored)} />
      <Radios
        {...asked("priority")}
        label={t("board:priority")}
        layout="inline"
        options={PRIORITIES.map((one, index) => ({
          value: one,
          label: t(`common:priority.${one}`),
          shortcut: `Digit${index + 1}`,
        }))}
      />
      <Select
        {...asked("category")}
        label={t("board:category")}
        placeholder={false}
        options={named(categories)}
        shortcut="KeyK"
      />
      <div className="pair">
        <Field
          {...asked("quantity", t("board:quantityHint"))}
          label={t("board:quantity")}
          inputMode="decimal"
          optional
          width="short"
        />
        <Field {...asked("people")} label={t("board:people")} inputMode="numeric" width="short" />
      </div>
      <Select
        {...asked("district")}
        label={t("board:district")}
        placeholder={t("board:cityWide")}
        options={named(districts)}
        shortcut="KeyE"
      />
      <StairsFields floor={asked("floor")} lift={asked("lift")} />
      <Field
        {...asked("point", t("board:pointHint"))}
        label={t("board:point")}
        optional
        width="half"
      />
      {(props.errors.point === "outside" || typed?.outside) && (
        <Tick name="outside" label={t("board:bothRight")} checked={Boolean(typed?.outside)} />
      )}
      <DateTime {...asked("needed")} label={t("board:neededBy")} optional />
      {request.state === "submitted" && <input type="hidden" name="then" value="next" />}
      <div className="row">
        <Button tone="primary" shortcut="Enter">
          {t(props.next ? "board:saveNext" : "common:button.save")}
        </Button>
        {props.next ? (
          <ButtonLink href={`/board/requests/${props.next}${query}`} shortcut="KeyS">
            {t("board:skip")}
          </ButtonLink>
        ) : (
          <Back {...props} />
        )}
        {request.state === "submitted" && props.pace && <Pace {...props.pace} />}
      </div>
    </PostForm>
  );
}

/** Counted from what the coordinator has read, one after the other. */
function Pace({ read, all, each, left }: ReadingPace) {
  const { t, brief, number } = useI18n();
  const seconds = Math.max(1, Math.round(each / 1_000));
  return (
    <p className="hint pace num">
      {t("board:pace", {
        read: number(read),
        all: number(all),
        each: seconds < 60 ? t("common:time.seconds", { seconds }) : brief(each),
        left: brief(Math.max(60_000, left)),
      })}
    </p>
  );
}

type EndingProps = SheetForm & { verb: "decline" | "cancel" | "close" };

const PATHS = { decline: "declines", cancel: "cancellations", close: "closings" } as const;

const REASONS: Record<EndingProps["verb"], readonly ClosingReason[]> = {
  decline: ["out_of_scope", "unreachable", "met_by_others"],
  cancel: ["not_needed", "met_by_others", "unreachable"],
  close: CLOSING_REASONS.filter((reason) => reason !== "duplicate" && reason !== "out_of_scope"),
};

export function EndingForm({ verb, ...props }: EndingProps) {
  const { request, query, typed } = props;
  const { t, asked, trouble } = useSheetForm(props, typed ?? {});
  return (
    <PostForm
      className="stack panel"
      action={`/board/requests/${request.id}/${PATHS[verb]}${query}`}
      noValidate
    >
      <h2>{t(`board:verb.${verb}`)}</h2>
      {trouble}
      {props.sentHome}
      <input type="hidden" name="version" value={request.version} />
      <Radios
        {...asked("reason")}
        label={t("board:reason")}
        hint={t("board:reasonHint")}
        options={REASONS[verb].map((reason) => ({
          value: reason,
          label: t(`board:reasons.${reason}`),
        }))}
      />
      <TextArea {...asked("word")} label={t("board:word")} optional rows={2} />
      <div className="row">
        <Button tone="danger">{t(`board:verb.${verb}`)}</Button>
        <Back {...props} />
      </div>
    </PostForm>
  );
}
