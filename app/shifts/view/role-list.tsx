import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Disclosure } from "../../ui/content";
import { Field } from "../../ui/field";
import { PostForm } from "../../ui/post-form";
import type { OpenedOwnShift } from "../views";
import { useRoleTitle } from "./words";

/** What one can do there, and why not where one can't. */
export function RoleList({ opened: { shift, roles } }: { opened: OpenedOwnShift }) {
  const { t, refusal, moment } = useI18n();
  const titleOf = useRoleTitle();
  return (
    <ul>
      {roles.map((role) => {
        const full = role.held >= role.capacity;
        const at = role.whyNot === "opens_later" ? shift.opensAt : null;
        return (
          <li key={role.id} className="shift-role stack tight">
            <h2>{titleOf(role) || t("shifts:one")}</h2>
            <p className="hint">
              {t("shifts:places", { held: role.held, capacity: role.capacity })}
              {role.waiting > 0 && ` · ${t("shifts:waiting", { count: role.waiting })}`}
            </p>
            {role.whyNot ? (
              <p>
                {refusal(`shift.${role.whyNot}_soon`, {
                  when: moment(at ?? shift.window.from),
                })}
              </p>
            ) : (
              <PostForm className="stack tight" action={`/shifts/${shift.id}/sign-ups`}>
                <input type="hidden" name="role" value={role.id} />
                <Disclosure summary={t("shifts:bring")}>
                  <Field
                    name={"party"}
                    id={`party-${role.id}`}
                    value={"1"}
                    label={t("shifts:party")}
                    hint={t("shifts:partyHint")}
                    inputMode="numeric"
                    width="short"
                  />
                  <Field
                    name={"partyName"}
                    id={`name-${role.id}`}
                    label={t("shifts:partyName")}
                    optional
                  />
                </Disclosure>
                <Button tone={full ? "quiet" : "primary"} wide>
                  {t(full ? "shifts:wait" : "shifts:take")}
                </Button>
              </PostForm>
            )}
          </li>
        );
      })}
    </ul>
  );
}
