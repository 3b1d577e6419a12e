import { useI18n } from "../../../i18n/context";
import { Button, Shortcut } from "../../../ui/button";
import { Checkboxes, Select } from "../../../ui/choice";
import { Sheet } from "../../../ui/content";
import { TextArea } from "../../../ui/field";
import { Time } from "../../../ui/marks";
import { PostForm } from "../../../ui/post-form";
import { PHRASES } from "../../types";
import type { OpenedRequest } from "../../views";

/** What residents, coordinators and volunteers have written, and a form to write more. */
export function Notes({ request: { notes }, action }: { request: OpenedRequest; action: string }) {
  const { t } = useI18n();
  const by = (note: OpenedRequest["notes"][number]) =>
    note.author === "resident"
      ? t("board:note.resident")
      : (note.name ?? t("board:note.volunteer"));
  return (
    <Sheet title={t("board:note.title")} id="notes">
      {notes.map((note) => (
        <article key={note.id} className="stack tight">
          <p className="hint">
            {by(note)} · <Time at={note.at} />
            {note.forResident && ` · ${t("board:note.shown")}`}
            {note.forTeam && ` · ${t("board:note.shownToTeam")}`}
            {note.joinedCode && ` · ${t("board:noteOf", { code: note.joinedCode })}`}
          </p>
          <p className="whitespace-pre-line">{note.body}</p>
        </article>
      ))}
      <PostForm className="stack tight no-print" action={action}>
        <Select
          name="phrase"
          label={t("board:note.phrase")}
          hint={t("board:note.phraseHint")}
          placeholder={t("board:note.noPhrase")}
          options={PHRASES.map((one) => ({ value: one, label: t(`board:phrase.${one}`) }))}
        />
        <TextArea
          name="note"
          label={
            <>
              {t("board:note.add")} <Shortcut code="KeyW" />
            </>
          }
          rows={2}
          shortcut="KeyW"
        />
        <Checkboxes
          name="forResident"
          label={t("board:note.who")}
          options={[{ value: "yes", label: t("board:note.forResident") }]}
        />
        <Checkboxes
          name="forTeam"
          label={t("board:note.whoGoes")}
          options={[{ value: "yes", label: t("board:note.forTeam") }]}
        />
        <Button>{t("board:note.send")}</Button>
      </PostForm>
    </Sheet>
  );
}
