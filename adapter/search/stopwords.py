"""Words that tell no text from another: function words, greetings and the words of every call."""

from typing import Final

# Function words, greetings and the words of every call in English, German, French, Spanish, Italian, Polish, Turkish,
# Dutch and Portuguese, each under the first language that has it. A word that has content in another of these languages
# stays out: "para" (Turkish: money), "tan" (German: banking code), "tot" (German: dead), "fare", "car", "door".
STOPWORDS: Final = """
about after again all also am an and any anything are as at be because been being but by can cannot could did do does
doing don down each every for from get getting give go going gonna got had has have having he her here him his how if
in into is it its just know let like ll me might more most much my need no nobody not now of off on one only onto or
other our out over please really she should so some someone something still such than that the their them then there
these they thing things this those though to too up upon us very via want wanted wants was wasn we were what when
where which while who whom whose why will with without won would wouldn yes yet you your hello hi hey thanks thank
okay ok well bye goodbye sorry morning afternoon evening day today tomorrow yesterday moment um uh yeah yep nope sure
maybe help question questions problem problems issue issues call calling caller callers speak speaking talk tell say
said work works working use used using make made keep keeps able cause needs name last looking find good fine re ve
anyone im ive id dont cant doesnt didnt wont isnt ain isn didn doesn couldn

ab aber alle allem allen aller alles als andere anderen auch auf aus bei beim bin bis bist da dabei dafür damit dann
daran darauf darum das dass davon dazu dein dem den denn der des deshalb die dies diese diesem diesen dieser dieses
doch dort du durch ein eine einem einen einer eines einfach er es etwas für gar geben gegen gehen geht gemacht gerade
gern gerne gibt habe haben halt hast hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer immer ins irgendwie
ist ja jede jeder jemand jemandem jemanden jetzt kann kannst kein keine keinen können könnte könnten machen mal man
mehr mein meine meinem meinen meiner meines mich mir mit möchte möchten muss müssen nach nein nicht nichts noch nur ob
oder ohne schon sehr sein seine seit sich sie sind soll sollte sondern über und uns unser unsere unserem unseren
unserer vom von vor wann war waren warum weil welche welcher wenn wer werde werden wie wieder wir wird wo wollen
wollte worden wurde zu zum zur zwar eben eigentlich mag bitte danke dankeschön hallo guten gute gutes guter tag morgen
abend heute gestern moin servus grüß gott tschüss wiederhören wiedersehen schönen vielen dank genau äh ähm hm naja
hilfe helfen frage fragen probleme anliegen brauche brauchen bräuchte rufe ruf anruf anrufen anrufer anruferin
sprechen sagen wissen funktioniert funktionieren klappt hab glaube glauben bekomme bekommen bekam geworden heiße
letzte letzten letzter finde

au aux avec avez avoir ai avait bien ce cela ces cet cette ceux chez comme comment dans de depuis donc elle elles en
est et été être eu faire fait faut il ils je la le les leur lui ma mais mes moi mon ne ni nos notre nous ont ou par
pas peu peut peux plus pour pouvez pouvoir puis qu que quel quelle quelque quelqu qui quoi sa sans se ses si soit sont
suis sur ta te tes toi toujours tout toute tous tu un une va veux voudrais vos votre vous vouloir ça oui non bonjour
bonsoir salut allô merci plaît svp revoir jour aujourd hui demain aide aider besoin appelle appeler parler dire euh
bon nom alors voilà

al algo alguien ante antes aquí así aún cada como con cual cuando del desde donde el ella ellos entre era eran esa ese
eso esta están estar estas este esto estos estoy fue ha hace hacer hasta hay las lo los mi mis mucho muy más otra otro
pero poco por porque puede puedo pues quien quiero quisiera ser sin sobre son soy su sus también tengo tiene todo
todos tus una unas uno unos usted voy ya yo hola buenos buenas días tardes noches gracias favor adiós vale ayuda
ayudar necesito pregunta problema llamo llamar hablar decir gustaría nombre ayer hoy mañana

ad agli alla anche ancora avere che chi ci come cosa cui dal dalla degli dei dell della delle dello devo di dove ed
essere fatto gli hai hanno ho io lei li loro mia mie miei mio molto nei nel nella noi nostro ogni per perché più poi
posso può puoi qualche qualcosa qualcuno quale quando quanto questa queste questi questo sei senza siamo sono sta sto
sua sul sulla suo ti tra tutti tutto vi voglio voi vorrei buongiorno buonasera ciao salve grazie prego favore
arrivederci pronto aiuto bisogno domanda nome chiamo chiamare parlare ieri oggi domani allora

aby ale bo być był była było chcę chciałbym chciałabym co coś czy dla gdy gdzie jak jako jego jej jest jestem jeszcze
już kiedy kto który która które lub mam mamy mną mnie moja moje mojej mojego mogę mój mu na nam nas nasz nasza nie nic
niż od ona oni po pod ponieważ potrzebuję przed przez przy sobie tak także tam tego tej ten tutaj tylko tym wszystko
za ze żeby dzień dobry cześć halo witam dziękuję proszę pan pani widzenia pomoc pomocy pytanie dzwonię nazywam
rozmawiać wczoraj dziś dzisiaj jutro

acaba ama artık bana bazı belki ben benim beni bir biri biraz birisi biz bizim bu bunu böyle çok çünkü daha değil diye
evet gibi hayır hem hep hiç için ile ise istiyorum isterim kadar kim ki nasıl neden nerede olan olarak oldu olduğu onu
onun orada öyle sadece sen siz size sizin sonra şey şimdi tamam var veya yani yok merhaba selam günaydın iyi günler
akşamlar lütfen teşekkürler teşekkür ederim sağolun alo efendim yardım soru sorum sorun sorunum lazım gerek konuşmak
arıyorum dün bugün yarın

aan altijd bij bent daar dan dat deze dit een geen gaat graag heb hebben heeft het hij hoe ik iemand iets jij jullie
kan kun kunnen maar meer men met mij mijn moet naar nee niet niets nog nu om omdat onder ons onze ook op toch toe uit
uw van veel voor waar waarom wanneer wat wel wij wil willen word wordt zal zich zij zijn zo zonder zou goedemorgen
goedemiddag goedenavond goedendag dag hoi bedankt alstublieft alsjeblieft ziens hulp helpen vraag vragen probleem
nodig naam bel bellen spreken zeggen gisteren vandaag

ao aos até com dele dela ela ele em essa esse estão estou foi isso isto lhe meu meus minha minhas muito nem não os
pela pelo pode qual quem quero queria são sem seu também tem tenho ter tudo uma você vocês olá oi bom boa dia tarde
noite obrigado obrigada adeus sim ajuda preciso pergunta ligo falar ontem hoje amanhã
"""
