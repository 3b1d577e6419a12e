import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { LOCALES, type Names } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Disclosure, Sheet } from "../../ui/content";
import { Toolbar } from "../../ui/desk";
import { Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { Coordinators } from "../views";

type Person = Coordinators["people"][number];
type Invitation = Coordinators["invitations"][number];
type District = Coordinators["districts"][number];
type OwnReach = { administrator: boolean; districts: string[] };
/** What somebody is to be left with, and which districts nobody would coordinate then. */
export type WantedReach = OwnReach & {
  id: string;
  name: string;
  version: string;
  alone: { names: Names; requests: number }[];
  /** They would have no role here any more. */
  ends: boolean;
};
type Props = {
  wanted: WantedReach | null;
  /** Whose reach was just made smaller, with what it was. */
  changed: (OwnReach & { id: string; name: string; version: number }) | null;
  people: Person[];
  /** Only those of this name are shown. */
  named: string;
  invitations: Invitation[];
  districts: District[];
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  /** An invitation was made by what was sent, now or before. */
  made: boolean;
  /** Of the invitation that was just made. */
  link: string | null;
};

/** More than are found at a glance. */
const MANY = 15;

function useReach(districts: District[]) {
  const { t, name, list } = useI18n();
  const names = new Map(districts.map(({ code, names: own }) => [code, name(own)]));
  return ({ administrator, districts: codes }: { administrator: boolean; districts: string[] }) =>
    [
      ...(administrator ? [t("account:role.administrator")] : []),
      ...(codes.length ? [list(codes.map((code) => names.get(code) ?? code))] : []),
    ].join(" · ");
}

export function CoordinatorsPage(props: Props) {
  const { people, named, invitations, districts, refusal, made, link, wanted, changed } = props;
  const { t, relative } = useI18n();
  const reachOf = useReach(districts);
  return (
    <>
      <h1>{t("admin:menu.coordinators")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {wanted && <Sure wanted={wanted} />}
      {changed && !wanted && (
        <Notice
          tone="success"
          role="status"
          title={t("overview:reach.changed", { name: changed.name })}
        >
          <ReachForm to={changed}>{t("overview:reach.undo")}</ReachForm>
        </Notice>
      )}
      {made && (
        <Notice tone="success" role="status" title={t("account:invite.made")}>
          <p>{t(link ? "account:invite.link" : "account:invite.shownOnce")}</p>
          {link && (
            <p>
              <code>{link}</code>
            </p>
          )}
        </Notice>
      )}
      <Sheet title={t("account:invite.people")}>
        {(named || people.length > MANY) && (
          <Toolbar label={t("account:invite.find")} action="/admin/coordinators">
            <Field name="q" label={t("account:invite.find")} type="search" value={named} />
            <Button>{t("common:button.filter")}</Button>
            {named && <a href="/admin/coordinators">{t("account:invite.all")}</a>}
          </Toolbar>
        )}
        {people.length === 0 && <p className="soft">{t("account:invite.nobody")}</p>}
        {people.map((one) => (
          <Disclosure
            key={one.id}
            summary={
              <span>
                {one.name}{" "}
                <small className="soft">
                  {reachOf(one)} ·{" "}
                  {one.seenAt
                    ? t("overview:reach.seen", { when: relative(one.seenAt) })
                    : t("overview:reach.never")}
                </small>
              </span>
            }
          >
            <PostForm className="stack" action={`/admin/coordinators/${one.id}`}>
              <input type="hidden" name="version" value={one.version} />
              <Reach of={one} districts={districts} id={one.id} error={null} />
              <Button>{t("common:button.save")}</Button>
            </PostForm>
          </Disclosure>
        ))}
      </Sheet>
      {invitations.length > 0 && (
        <Sheet title={t("account:invite.open")}>
          <ul className="stack">
            {invitations.map((one) => (
              <li key={one.id} className="row">
                <span>
                  <b>{one.name}</b> {one.email}{" "}
                  <span className="hint">
                    {reachOf(one)} · {t("account:invite.until")}{" "}
                    <Time at={one.expiresAt} as="day" />
                  </span>
                </span>
                <PostForm action={`/admin/invitations/${one.id}`}>
                  <Button size="dense">{t("account:invite.revoke")}</Button>
                </PostForm>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <InviteForm {...props} />
    </>
  );
}

/** Says whom it touches before somebody loses districts that nobody else has. */
function Sure({ wanted }: { wanted: WantedReach }) {
  const { t, name, number } = useI18n();
  return (
    <Notice tone="warning" role="alert" title={t("overview:reach.sure", { name: wanted.name })}>
      {wanted.ends && <p>{t("overview:reach.ends")}</p>}
      {wanted.alone.length > 0 && (
        <ul>
          {wanted.alone.map(({ names, requests }) => (
            <li key={names.en}>
              {t("overview:reach.alone", {
                district: name(names),
                count: requests,
                number: number(requests),
              })}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <ReachForm to={wanted}>{t("overview:preview.sure")}</ReachForm>
        <a href="/admin/coordinators">{t("overview:preview.leave")}</a>
      </div>
    </Notice>
  );
}

type ReachFormProps = { to: OwnReach & { id: string; version: string | number }; children: string };

function ReachForm({ to, children }: ReachFormProps) {
  return (
    <PostForm action={`/admin/coordinators/${to.id}`}>
      <input type="hidden" name="version" value={to.version} />
      {to.districts.map((code) => (
        <input key={code} type="hidden" name="districts" value={code} />
      ))}
      {to.administrator && <input type="hidden" name="administrator" value="yes" />}
      <input type="hidden" name="sure" value="yes" />
      <Button>{children}</Button>
    </PostForm>
  );
}

function InviteForm({ typed, errors, districts }: Props) {
  const { t, locale } = useI18n();
  const { asked, problems } = askedOf({ locale, ...typed }, errors, (code) =>
    t(`account:error.${code}` as Key),
  );
  const of = {
    administrator: typed.administrator === "yes",
    districts: [typed.districts ?? []].flat(),
  };
  return (
    <Sheet title={t("account:invite.title")}>
      <ErrorSummary items={problems} />
      <p className="soft">{t("account:invite.lead")}</p>
      <PostForm className="stack" action="/admin/coordinators" noValidate>
        <Field {...asked("name")} label={t("account:name")} autoComplete="off" />
        <Field {...asked("email")} label={t("account:email")} type="email" autoComplete="off" />
        <Select
          {...asked("locale")}
          label={t("account:language")}
          placeholder={false}
          options={LOCALES.map((one) => ({ value: one, label: ownName(one) }))}
          width="half"
        />
        <Reach of={of} districts={districts} id="" error={asked("districts").error} />
        <Button tone="primary">{t("account:invite.send")}</Button>
      </PostForm>
    </Sheet>
  );
}

type ReachProps = {
  of: { administrator: boolean; districts: string[] };
  districts: District[];
  id: string;
  error: string | null;
};

function Reach({ of, districts, id, error }: ReachProps) {
  const { t, name } = useI18n();
  return (
    <>
      <Checkboxes
        name="districts"
        id={id ? `${id}-districts` : undefined}
        error={error}
        label={t("account:invite.districts")}
        values={of.districts}
        options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
      />
      <Checkboxes
        name="administrator"
        id={id ? `${id}-administrator` : undefined}
        label={t("account:role.administrator")}
        values={of.administrator ? ["yes"] : []}
        options={[{ value: "yes", label: t("account:invite.administrator") }]}
      />
    </>
  );
}
