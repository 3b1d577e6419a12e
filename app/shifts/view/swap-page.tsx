import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { OpenedSwap } from "../views";
import { Hours } from "./words";

type SwapProps = {
  found: OpenedSwap;
  token: string;
  refusal: string | null;
};

/** What the colleague with the link sees. */
export function SwapPage({ found, token, refusal }: SwapProps) {
  const { t, weekday, initial } = useI18n();
  return (
    <>
      <h1>{t("shifts:swap.asked", { name: found.name })}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p className="address">
        {[found.place, found.title].filter(Boolean).join(" · ")}
        <br />
        {initial(weekday(found.window.from))}, <Hours window={found.window} />
      </p>
      {found.own ? (
        <p>{t("shifts:swap.own")}</p>
      ) : (
        <>
          <PostForm action={`/swaps/${token}`}>
            <Button tone="primary" wide>
              {t("shifts:swap.take")}
            </Button>
          </PostForm>
          {found.mine.length > 0 && (
            <Sheet title={t("shifts:swap.give")}>
              {found.mine.map((one) => (
                <PostForm key={one.id} action={`/swaps/${token}`}>
                  <Button wide name="given" value={one.id}>
                    {one.place}, {weekday(one.window.from)}, <Hours window={one.window} />
                  </Button>
                </PostForm>
              ))}
            </Sheet>
          )}
        </>
      )}
    </>
  );
}
