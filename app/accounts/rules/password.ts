/** NIST SP 800-63B asks for eight at least and no rules of composition; ten keeps the commonest out. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** The long ones among the passwords that guessing begins with. */
const COMMON = new Set(
  [
    "1234567890",
    "12345678910",
    "0123456789",
    "0987654321",
    "9876543210",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "qwertyuiop",
    "qwerty12345",
    "qwerty1234",
    "qwerty123456",
    "q1w2e3r4t5",
    "password12",
    "password123",
    "password1234",
    "password12345",
    "passw0rd123",
    "mypassword",
    "iloveyou123",
    "welcome123",
    "administrator",
    "letmein123",
    "1qaz2wsx3edc",
    "zaq12wsxcde",
    "asdfghjkl1",
    "asdfghjkl;",
    "zxcvbnm123",
    "abcdefghij",
    "abcd123456",
    "abc1234567",
    "йцукенгшщз",
    "пароль1234",
    "пароль12345",
    "парольпароль",
    "parool1234",
    "parool12345",
    "ukraine2022",
    "ukraine2023",
    "ukraine123",
    "slavaukraini",
    "kartul12345",
    "tallinn1234",
    "lviv123456",
    "naabernaaber",
    "naaber1234",
    "naaber12345",
  ].map((word) => word.toLowerCase()),
);

type Own = { name: string; email: string };

/** What is wrong with a password that somebody chose, as a code; null when it will do. */
export function passwordFault(password: string, { name, email }: Own): string | null {
  if ([...password].length < SHORTEST_PASSWORD) return "password_short";
  if (password.length > LONGEST_PASSWORD) return "password_long";
  const plain = password.toLowerCase();
  const own = [name, email, email.split("@")[0] ?? ""].map((word) => word.trim().toLowerCase());
  if (own.includes(plain)) return "password_own";
  if (COMMON.has(plain) || new Set(plain).size < 4) return "password_common";
  return null;
}
