import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { LOCALES } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Disclosure, Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { Coordinators } from "../views";

type Person = Coordinators["people"][number];
type Invitation = Coordinators["invitations"][number];
type District = Coordinators["districts"][number];
type Props = {
  people: Person[];
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
  const { people, invitations, districts, refusal, made, link } = props;
  const { t } = useI18n();
  const reachOf = useReach(districts);
  return (
    <>
      <h1>{t("admin:menu.coordinators")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
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
        {people.map((one) => (
          <Disclosure
            key={one.id}
            summary={
              <span>
                {one.name} <small className="soft">{reachOf(one)}</small>
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
