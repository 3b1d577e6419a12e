import { endBy } from "./end-request.server";
import { endingPage } from "./ending";

export const action = endBy("close");
export default endingPage("close");
