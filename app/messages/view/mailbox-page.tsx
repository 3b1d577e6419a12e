import { useI18n } from "../../i18n/context";
import { Empty, Pager } from "../../ui/desk";
import { Time } from "../../ui/marks";
import { segmentsOf } from "../rules/segments";
import type { Mailbox } from "../views";

type Message = Mailbox["messages"][number];
type Props = { messages: Message[]; next: number | null };

/** Where the demo's mail can be read; nothing of it was sent. */
export function MailboxPage({ messages, next }: Props) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("mail:mailbox.title")}</h1>
      <p className="soft">{t("mail:mailbox.lead")}</p>
      {messages.length === 0 && <Empty title={t("mail:mailbox.empty")} />}
      {messages.map((message) =>
        message.channel !== "email" ? (
          <OnPhone key={message.id} message={message} />
        ) : (
          <article key={message.id} className="sheet stack tight">
            <h2>{message.subject}</h2>
            <p className="hint">
              {message.recipient} · <Time at={message.at} />
            </p>
            <p className="whitespace-pre-line">{withLinks(message.body)}</p>
          </article>
        ),
      )}
      <Pager next={next ? `?before=${next}` : null} />
    </>
  );
}

/** As it stands on a phone: a text message with what it costs, or a notification. */
function OnPhone({ message: { channel, recipient, at, subject, body } }: { message: Message }) {
  const { t } = useI18n();
  return (
    <article className="phone stack tight">
      <h2 className="num">{recipient || t("account:sessions.unknown")}</h2>
      <p className="bubble whitespace-pre-line">
        {subject && <b>{subject}</b>}
        {subject && body && "\n"}
        {body}
      </p>
      <p className="hint">
        <Time at={at} /> ·{" "}
        {channel === "push"
          ? t("mail:mailbox.push")
          : t("mail:mailbox.segments", { count: segmentsOf(body).segments })}
      </p>
    </article>
  );
}

const withLinks = (body: string) =>
  body.split(/(https?:\/\/\S+)/).map((part) =>
    part.startsWith("http") ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
