/**
 * Which words stand for which kind of help, by the codes of the kinds that a city begins with. Beginnings of words; `=` stands
 * before a whole one. Cyrillic words are also met as they are typed in Latin letters. Anybody may read and widen them.
 */
export const KIND_WORDS: Readonly<Record<string, readonly string[]>> = {
  power_device: [
    ..."oxygen,ventilator,concentrator,dialys,nebuli,cpap,medical device".split(","),
    ..."hapnik,hapnikuaparaa,hingamisaparaa,dialüüs,meditsiiniseade".split(","),
    ..."кисень,кисн,концентратор,швл,діаліз,медичний апарат".split(","),
    ..."кислород,ивл,диализ,медицинский аппарат".split(","),
  ],
  water: [
    ..."water,thirst,dehydrat,=drink,=drinking".split(","),
    ..."=vesi,=vett,=vee,joogive,=janu,kraanive".split(","),
    ..."=вода,=води,=воду,=водою,питн,пити хоч,спраг,водопостач".split(","),
    ..."=воды,=водой,питьев,жажд,пить хоч,попить".split(","),
  ],
  food: [
    ..."food,hungry,hunger,starv,=eat,=eating,meal,bread,=rice,groceries,=milk,=nutrition,baby formula,=alimentation".split(
      ",",
    ),
    ..."=toit,=toitu,toidu,toiduai,=söök,=sööki,söögi,=süüa,näljas,=nälg,=leib,leiba,=piim,piima".split(
      ",",
    ),
    ..."=їжа,=їжі,=їжу,=їсти,продукт,=хліб,хліба,голод,харч,молок".split(","),
    ..."=еда,=еды,=еду,=едой,поесть,=есть нечего,=кушать,покуша,хлеб,питани".split(","),
  ],
  warmth: [
    ..."=cold,freez,frozen,heating,heater,blanket,shelter,tent,tents,tarp,homeless,sleep outside,sleeping outside,roof,warm,clothes,clothing,=in the street,=in the streets,=sleep in,=sleeping in,=place to sleep,=umbrella,=firewood".split(
      ",",
    ),
    ..."=külm,külma,külmeta,=soe,soojus,sooja,=tekk,tekid,tekke,küte,=kütet,kütmi,peavarju,radiaator".split(
      ",",
    ),
    ..."холод,мерзн,замерз,опален,обігрів,ковдр,тепло,тепла,теплий,одяг,батареї,притулок,ночувати,дрова".split(
      ",",
    ),
    ..."замёрз,мёрзн,отоплен,обогрев,одеял,тёпл,одежд,батареи,приют,ночевать,ночлег".split(","),
  ],
  medicine: [
    ..."medic,medicine,medecin,pills,=pill,tablet,pharmac,insulin,inhaler,prescription,=drugs,doctor,hospital,injur,wound,=sick,disease,fever,bandage,first aid,=ill,infect,diarrh,malaria,health".split(
      ",",
    ),
    ..."ravim,rohi,rohtu,tablet,apteek,apteegi,insuliin,retsept,=haige,palavik,vigasta,=arst,=arsti".split(
      ",",
    ),
    ..."ліки,=ліків,=ліками,таблет,пігул,аптек,інсулін,рецепт,=хвора,=хворий,температур,поранен,лікар".split(
      ",",
    ),
    ..."лекарств,инсулин,рецепт,аптеч,=болен,=больна,больной,ранен,врач".split(","),
  ],
  transport: [
    ..."transport,=drive me,=drive us,=a ride,=lift to,evacuat,=take me,=take us,=take her,=take him,=bring me to,=bus,leave the city,=leave the country,=leave port".split(
      ",",
    ),
    ..."sõiduta,transpor,=viige,evakueer,=bussi,=küüti,=auto,autoga".split(","),
    ..."підвез,відвез,транспорт,евакуац,довезти,вивез,=машина".split(","),
    ..."подвез,отвез,отвёз,эвакуац,довез,вывез,=машина".split(","),
  ],
  check: [
    ..."not answer,does not open,missing,looking for my,look for my,=check on,have not heard from,find my,=is he alive,=is she alive,news of my,no news".split(
      ",",
    ),
    ..."ei vasta,ei ava ust,kadunud,ei ole kuulnud".split(","),
    ..."не відповіда,не відкрива,не відчиня,зник,перевірте як,провідайте,не бере трубк".split(","),
    ..."не отвечает,не открыва,пропал,проверьте как,проведайте,не берёт трубк,навестите".split(","),
  ],
  charging: [
    ..."charge my phone,charge phone,charge the phone,=charging,power bank,powerbank,battery,no power,=electricity,=blackout,power cut".split(
      ",",
    ),
    ..."laadi,akupan,=aku,telefoni laad,elektrit,=elekter,=voolu,pistikupes".split(","),
    ..."заряд,павербанк,батаре сіда,=світла,=світло,електри,розетк".split(","),
    ..."пауэрбанк,повербанк,=света,=свет,электрич".split(","),
  ],
  repairs: [
    ..."repair,broken window,=pipe,=pipes,leak,=burst,=door lock,fix the,rebuild,house is destroyed,house collapsed,house fell,tools".split(
      ",",
    ),
    ..."paranda,katkine,lekib,lekk,=toru,torust,remon,=aken".split(","),
    ..."ремонт,полагод,розбит,протіка,=труба,трубу,тече,вікно,прорвало".split(","),
    ..."почин,разбит,протека,течёт,течет,окно".split(","),
  ],
};
