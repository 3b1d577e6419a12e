import { useI18n } from "../../i18n/context";
import { Empty, Pager } from "../../ui/desk";
import { Time } from "../../ui/marks";
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
      {messages.map((message) => (
        <article key={message.id} className="sheet stack tight">
          <h2>{message.subject}</h2>
          <p className="hint">
            {message.recipient} · <Time at={message.at} />
          </p>
          <p className="whitespace-pre-line">{withLinks(message.body)}</p>
        </article>
      ))}
      <Pager next={next ? `?before=${next}` : null} />
    </>
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
