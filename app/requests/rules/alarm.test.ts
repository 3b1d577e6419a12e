import { describe, expect, it } from "vitest";
import { ALARMS, alarmOf, PRESSING_ALARMS } from "./alarm";

describe("words that raise", () => {
  it.each([
    ["There is a fire, it is burning from house to house", "fire"],
    ["Köögis on suitsu ja midagi põleb", "fire"],
    ["У під’їзді дим, сусіди горять: ПОЖЕЖА", "fire"],
    ["Горим, помогите", "fire"],
    ["We smell gas on the stairs", "gas"],
    ["Пахне газом у коридорі", "gas"],
    ["Grandfather cannot breathe", "breathing"],
    ["Мама задихається", "breathing"],
    ["Мужчина без сознания", "unconscious"],
    ["Ema on teadvuseta", "unconscious"],
    ["he is bleeding", "bleeding"],
    ["Люди під завалами", "trapped"],
    ["Жена рожает", "birth"],
    ["Бабуся на кисневому апараті, світла немає", "oxygen"],
    ["Закінчується інсулін", "insulin"],
    ["Vastsündinu ja külm tuba", "baby"],
    ["the water is rising, we are on the roof", "trapped"],
    ["My brother is stuck under a wall, please rescue him", "trapped"],
    ["grandma is traped in the basement", "trapped"],
    ["The river swept away the bridge and two people", "trapped"],
    ["Oleme katusel, vesi tõuseb", "trapped"],
    ["Naaber on varingu all", "trapped"],
    ["Ми на даху, вода прибуває", "trapped"],
    ["Людей засипало, рятуйте", "trapped"],
    ["Мы на крыше, вода поднимается", "trapped"],
    ["spasite, lyudi pod zavalom", "trapped"],
    ["Riatuite, zavalylo pidval", "trapped"],
    ["Pozhar na tretyem etazhe", "fire"],
    ["u nas pozhezha, dym", "fire"],
    ["Muzhchina bez soznaniya", "unconscious"],
    ["Father collapsed in the kitchen", "unconscious"],
    ["she has brething problems", "breathing"],
    ["My husband is dying", "unconscious"],
    ["Send a doctor, otherwise we die", "unconscious"],
    ["I think he is having a heart attack", "unconscious"],
    ["The wall fell on her, both legs crushed", "unconscious"],
    ["he is baddly injured", "unconscious"],
    ["Vanaisa on suremas", "unconscious"],
    ["Naabril on insuldi tunnused", "unconscious"],
    ["Тато помирає, біль у грудях", "unconscious"],
    ["У бабусі інсульт", "unconscious"],
    ["Сосед умирает, сердечный приступ", "unconscious"],
    ["papa umiraet, pomogite", "unconscious"],
  ] as const)("%s: %s", (words, alarm) => {
    expect(alarmOf(words)).toBe(alarm);
  });

  it.each([
    "",
    "Water for two people, ninth floor",
    "We were fired and have a fireplace",
    "Потрібна вода, димохід у порядку",
    "Пенсіонерка сама, їй потрібні продукти",
    "Vett ja süüa kahele inimesele",
    "Её родственники далеко",
    "There is a hole in the roof, we need a ladder to the roof",
    "Our house has collapsed, we need a tent",
    "I can't get out to the shop, I am 84",
    "Потрібен тонер і дах протікає",
    "На крыше дыра, нужна плёнка; ребёнок плохо засыпал",
    "Katus laseb läbi",
    "Please save my place in the queue",
    "We are dying of hunger and thirst",
    "Помираємо від спраги",
    "Умираем от голода",
    "My phone is dying, where can I charge it?",
    "the battery will die soon",
    "Телефон помирає, де зарядити?",
    "Telefon sureb kohe",
    "This is an insult to our street",
  ])("nothing in: %s", (words) => {
    expect(alarmOf(words)).toBeNull();
  });

  it("are all known, and the pressing ones are of them", () => {
    for (const alarm of PRESSING_ALARMS) expect(ALARMS).toContain(alarm);
  });

  it("take no longer for a long text than for a short one, as far as a text can be long", () => {
    const long = "gas smell of stuck in the ".repeat(80).slice(0, 2000);
    expect(alarmOf(long)).toBeNull();
  });
});
