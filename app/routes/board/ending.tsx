import { useOutletContext } from "@remix-run/react";
import { EndingForm, type SheetForm } from "../../requests/view/board/sheet-forms";
import { useAnswer } from "../use-answer";

/** The form of one way to end a request. */
export const endingPage = (verb: "decline" | "cancel" | "close") =>
  function Ending() {
    const { kept, errors, refusal } = useAnswer();
    const sheet = useOutletContext<SheetForm>();
    return <EndingForm {...sheet} typed={kept} errors={errors} refusal={refusal} verb={verb} />;
  };
