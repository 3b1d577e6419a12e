import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Facts, Sheet } from "../../ui/content";
import { DeadAddress } from "../../ui/dead-address";
import { Time } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Script } from "../../ui/script";
import { Share } from "../../ui/share";
import { Table } from "../../ui/table";
import { mayBeMissed } from "../rules/reserve";
import type { OfferState } from "../types";
import type { OpenedOffer } from "../views";
import { Whereabouts } from "./offers-page";
import { OfferMark, ReservationMark, useAttributes } from "./words";

type Props = {
  opened: OpenedOffer;
  /** Of its owner's addresses, those where nothing arrives: for who keeps it, and for an owner without an account. */
  dead?: readonly string[];
  /** The form that it is changed by, where that is asked for. */
  form: ReactNode;
  /** The page's own address. */
  path: string;
  /** Of a private link: the same as it is sent on, with the site's own name. */
  url?: string;
};

export function OfferPage({ opened, dead = [], form, path, url }: Props) {
  const { t, name, amount } = useI18n();
  const attributesOf = useAttributes();
  const { offer, kind, secret, districtNames, stock, promised, keeps } = opened;
  // An owner is told of their own only where nothing arrives there.
  const shows = (address: string) => address !== "" && (keeps || dead.includes(address));
  return (
    <>
      {!url && (
        <p className="way">
          <a href={keeps ? "/board/resources" : "/offers"}>
            {t(keeps ? "common:nav.resources" : "common:nav.offers")}
          </a>
        </p>
      )}
      <header className="stack tight">
        <h1>{offer.title}</h1>
        <p className="row">
          <OfferMark state={offer.state} own={!keeps} />
          <span>{name(kind.names)}</span>
          <span className="hint">{t("resources:numbered", { number: offer.number })}</span>
        </p>
      </header>
      {url && offer.state === "offered" && <p>{t("resources:thanks.text")}</p>}
      {form}
      {!form && !keeps && <NotBack opened={opened} path={path} />}
      {!form && <Verbs opened={opened} path={path} />}
      {url && <SendLink url={url} />}
      <Facts
        items={[
          { label: t("resources:stock"), value: amount(stock, kind.unit) },
          { label: t("resources:promised"), value: promised > 0 && amount(promised, kind.unit) },
          {
            label: t("resources:out"),
            value: <Whereabouts line={{ ...opened, unit: kind.unit }} />,
          },
          {
            label: t("resources:attributes"),
            value: attributesOf(kind.attributes, offer.attributes),
          },
          { label: t("resources:offer.conditions"), value: offer.conditions },
          { label: t("resources:offer.organisation"), value: offer.organisation },
          { label: t("resources:owner"), value: keeps && secret.name },
          {
            label: t("help:phone"),
            value: shows(secret.phone) && (
              <>
                <a href={`tel:${secret.phone}`}>{secret.phone}</a>{" "}
                <DeadAddress address={secret.phone} dead={dead} />
              </>
            ),
          },
          {
            label: t("help:email"),
            value: shows(secret.email) && (
              <>
                {secret.email} <DeadAddress address={secret.email} dead={dead} />
              </>
            ),
          },
          {
            label: t("tasks:district"),
            value: districtNames ? name(districtNames) : keeps && t("board:cityWide"),
          },
          { label: t("resources:offer.address"), value: secret.address },
        ]}
      />
      <Promises opened={opened} />
      <p className="way">
        <a href={`${path}/sheet`}>{t("resources:sheet.link")}</a>
      </p>
      {url && (
        <p className="way">
          <a href={`${path}/data`}>{t("data:link")}</a>
        </p>
      )}
      {!url && (
        <p className="way">
          <a href={`/offers/${offer.id}/looks`}>{t("privacy:looks.link")}</a>
        </p>
      )}
    </>
  );
}

/** The private link is the way back to the offer: to be kept, or sent to oneself. */
function SendLink({ url }: { url: string }) {
  const { t } = useI18n();
  return (
    <section className="sheet stack tight">
      <p>{t("track:link")}</p>
      <Share url={url} />
      <Script name="share" />
    </section>
  );
}

type VerbsProps = Pick<Props, "opened" | "path">;

/** What should be back, or is said to be: its owner can say that it is not. */
function NotBack({ opened, path }: VerbsProps) {
  const { t, now, dated, amount } = useI18n();
  const { promises, kind } = opened;
  const { durable } = kind;
  const missed = promises.filter(({ missedAt }) => missedAt);
  const doubtful = promises.filter((one) => !one.missedAt && mayBeMissed({ ...one, durable }, now));
  const late = doubtful.filter(({ state }) => state === "handed_over");
  const returned = doubtful.filter(({ state }) => state === "returned");
  const button = (one: (typeof promises)[number]) => (
    <PostForm key={one.id} action={`${path}/missing`}>
      <Button wide name="reservation" value={one.id}>
        {t("resources:notBack.say", { amount: amount(one.fetched ?? one.quantity, kind.unit) })}
      </Button>
    </PostForm>
  );
  return (
    <>
      {missed.map(({ id, missedAt }) => (
        <Notice key={id} role="status" title={t("resources:notBack.said")}>
          {t("resources:notBack.heard", { at: dated(missedAt!) })}
        </Notice>
      ))}
      {late.map((one) => (
        <Notice key={one.id} tone="warning" title={t("resources:notBack.late")}>
          <p>{t("resources:notBack.due", { at: dated(one.window.to) })}</p>
          {button(one)}
        </Notice>
      ))}
      {returned.length > 0 && (
        <Disclosure summary={t("resources:notBack.returned")}>
          <p>{t("resources:notBack.hint")}</p>
          <div className="stack tight">
            {returned.map((one) => (
              <div key={one.id} className="stack tight">
                <p>
                  {t("resources:notBack.saidBack", {
                    at: dated(one.stateAt),
                    task: one.task,
                  })}
                </p>
                {button(one)}
              </div>
            ))}
          </div>
        </Disclosure>
      )}
    </>
  );
}

/** What can be done with it as it stands; withdrawing asks once more. */
function Verbs({ opened: { offer, keeps }, path }: VerbsProps) {
  const { t } = useI18n();
  const { state, checked, version } = offer;
  if (state === "retired") return null;
  const verb = (to: OfferState, label: string, tone?: "primary" | "danger") => (
    <Button name="to" value={to} tone={tone}>
      {label}
    </Button>
  );
  const resumed = checked || keeps ? "verified" : "offered";
  const action = `${path}/standing`;
  return (
    <>
      <PostForm className="row" action={action}>
        <input type="hidden" name="version" value={version} />
        {state === "offered" && keeps && verb("verified", t("resources:verb.verified"), "primary")}
        {state === "paused" && verb(resumed, t("resources:verb.resumed"), "primary")}
        {state === "withdrawn" && verb("offered", t("resources:verb.resumed"), "primary")}
        {(state === "verified" || state === "offered") &&
          verb("paused", t("resources:verb.paused"))}
        {state !== "withdrawn" && (
          <ButtonLink href={`${path}/edits`}>{t("resources:edit")}</ButtonLink>
        )}
        {keeps && state !== "offered" && verb("retired", t("resources:verb.retired"))}
      </PostForm>
      {state !== "withdrawn" && (
        <Disclosure summary={t("resources:verb.withdrawn")}>
          <p>{t("resources:withdraw.hint")}</p>
          <PostForm action={action}>
            <input type="hidden" name="version" value={version} />
            {verb("withdrawn", t("resources:withdraw.sure"), "danger")}
          </PostForm>
        </Disclosure>
      )}
    </>
  );
}

function Promises({ opened: { promises, kind, keeps } }: { opened: OpenedOffer }) {
  const { t, moment, amount } = useI18n();
  return (
    <Sheet title={t("resources:history")}>
      {promises.length === 0 ? (
        <p className="soft">{t("resources:noHistory")}</p>
      ) : (
        <Table
          caption={t("resources:history")}
          captionHidden
          columns={[
            { key: "when", label: t("tasks:when") },
            { key: "state", label: t("board:state") },
            { key: "amount", label: t("tasks:amount") },
            { key: "task", label: t("resources:task") },
            { key: "who", label: t("resources:carrier") },
          ]}
          rows={promises.map((one) => ({
            key: one.id,
            ...(one.state === "released" ? { tone: "past" as const } : {}),
            cells: {
              when: (
                <span className="num">
                  <Time at={one.window.from} />–{moment(one.window.to)}
                </span>
              ),
              state: <ReservationMark state={one.state} />,
              amount: (
                <span className="num">
                  {amount(one.ended ?? one.fetched ?? one.quantity, kind.unit)}
                </span>
              ),
              task: keeps ? (
                <a href={`/board/tasks/${one.taskId}`}>
                  {t("tasks:numbered", { number: one.task })}
                </a>
              ) : (
                t("tasks:numbered", { number: one.task })
              ),
              who: (
                <>
                  {one.carrier} {one.note && <span className="hint">{one.note}</span>}
                </>
              ),
            },
          }))}
        />
      )}
    </Sheet>
  );
}
