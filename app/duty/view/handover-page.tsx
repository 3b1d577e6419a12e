import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { TextArea } from "../../ui/field";
import { StateMark, type StateTone, Time } from "../../ui/marks";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { HandoverState } from "../types";
import type { Draft, Handovers, OnDuty } from "../views";
import { OpenList } from "./draft";
import { WaitingHandovers } from "./waiting";

type Props = {
  duty: OnDuty[];
  handovers: Handovers;
  /** What is open in the districts that the reader is on duty for; null while they are not. */
  draft: Draft | null;
  note: string;
  error: string | null;
  refusal: string | null;
};

/** Who is on duty for what, and what one leaves to the next. */
export function HandoverPage({ duty, handovers, draft, note, error, refusal }: Props) {
  const { t, name, list } = useI18n();
  const own = duty.filter((one) => one.own);
  const waits = handovers.waiting.find((one) => one.own);
  const places = list(own.map(({ names }) => name(names)));
  return (
    <>
      <h1>{t("duty:title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <WaitingHandovers waiting={handovers.waiting} />
      <Sheet title={t("duty:who")} id="duty">
        <DutyForm duty={duty} />
      </Sheet>
      {draft && (
        <Sheet title={t("duty:yours", { places })} id="draft">
          {waits ? (
            <p>
              <a href={`/board/handover/${waits.id}`}>{t("duty:waitsLink")}</a>
            </p>
          ) : (
            <PostForm className="stack tight column-left no-print">
              <TextArea
                name="note"
                label={t("duty:note")}
                hint={t("duty:noteHint")}
                rows={4}
                value={note}
                error={error}
              />
              <p>
                <Button tone="primary">{t("duty:offer", { places })}</Button>
              </p>
              <p className="hint">{t("duty:offerHint")}</p>
            </PostForm>
          )}
          <OpenList draft={draft} />
        </Sheet>
      )}
      <Past over={handovers.over} />
    </>
  );
}

/** `sure`: a district would be left with nobody, and that was said. */
export function DutyForm({
  duty,
  chosen,
  sure,
}: {
  duty: OnDuty[];
  chosen?: readonly string[];
  sure?: boolean;
}) {
  const { t, name, list, moment } = useI18n();
  const own = duty.filter((one) => one.own).map(({ code }) => code);
  return (
    <PostForm className="stack tight column-left" action="/board/duty">
      <Checkboxes
        name="district"
        label={t("duty:for")}
        values={chosen ?? own}
        options={duty.map(({ code, names, people }) => ({
          value: code,
          label: name(names),
          hint:
            people.length === 0
              ? t("duty:nobody")
              : list(
                  people.map((one) => t("duty:person", { who: one.name, at: moment(one.since) })),
                ),
        }))}
      />
      {sure && <input type="hidden" name="sure" value="yes" />}
      <p>
        <Button tone={sure ? "danger" : "quiet"}>{t(sure ? "duty:leave" : "duty:save")}</Button>
      </p>
    </PostForm>
  );
}

export const TONES: Record<HandoverState, StateTone> = {
  open: "waiting",
  taken: "done",
  withdrawn: "past",
};

function Past({ over }: Pick<Handovers, "over">) {
  const { t, name, list } = useI18n();
  if (over.length === 0) return null;
  return (
    <Table
      caption={t("duty:past")}
      columns={[
        { key: "from", label: t("duty:from") },
        { key: "places", label: t("duty:places") },
        { key: "state", label: t("board:state") },
        { key: "at", label: t("duty:at") },
      ]}
      rows={over.map((one) => ({
        key: one.id,
        cells: {
          from: <a href={`/board/handover/${one.id}`}>{one.name}</a>,
          places: list(one.districts.map(({ names }) => name(names))),
          state: (
            <StateMark tone={TONES[one.state]}>
              {t(`duty:state.${one.state}`, { who: one.takenBy ?? "" })}
            </StateMark>
          ),
          at: <Time at={one.stateAt} />,
        },
      }))}
    />
  );
}
