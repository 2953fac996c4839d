"""Ideas found in the headers of customer files, and the words for each, by language.

Words are separated by commas and may consist of several ("raison sociale"). They are compared
folded: case, accents, hyphens and dots do not matter, nor do small words (``STOP``), plurals, and
whether a compound is written in one piece ("codepostal", "Kundennummer"). An abbreviation of four
letters or more that is the beginning of a word here need not be listed. Language ``x`` holds what is
used in several languages.

The same word may stand under several ideas; the rest of the header line then decides. An idea that
no meaning in ``meanings`` asks for or allows ("delivery", "bank", "fax") keeps a column away from
every field: that is how negative words are written.
"""

# Words that say nothing; removed before anything else is looked at.
STOP = (
    "de, des, du, d, vers, la, le, les, l, un, une, ou, en, sur, par, pour, a, aux, "
    "the, of, or, for, in, on, by, per, with, your, "
    "der, die, das, den, dem, oder, zu, zur, zum, fur, fuer, im, am, mit, "
    "di, del, della, dello, dell, dei, degli, delle, e, o, il, lo, i, gli, "
    "el, los, las, u, por, para, "
    "het, een, voor, van, "
    "do, da, dos, das, os, as, ao"
)

# Words between two data in one header; no phrase reaches across them ("Rue et numéro" is no "numéro de rue").
JOINING = "et, and, und, y, ed, &"

# Words behind a header or in its brackets that say how it is to be filled in, not of what.
REMARKS = (
    "required, mandatory, optional, must, obligatoire, facultatif, facultative, requis, requise, pflicht, pflichtfeld, "
    "erforderlich, freiwillig, obbligatorio, facoltativo, obligatorio, obligatoria, opcional, requerido, verplicht, "
    "optioneel, obrigatorio, obligatorisk, pakrevd, frivillig, valfri, pakollinen, povinne, kotelezo, obligatoriu, "
    "zorunlu, wymagane, letter, letters, digit, digits, character, characters, chars, caracteres, chiffres, lettres, "
    "zeichen, stellen, stellig, buchstaben, caratteri, cifre, tekens, cijfers, text, varchar, varchar2, nvarchar, char"
)

# What to read instead of an abbreviation of several words, or where a small word turns the meaning round.
READ_AS = {
    "du commercial": "representant",  # "nom commercial" is the trading name
    "du representant": "representant",
    "del comercial": "vendedor",
    "do comercial": "vendedor",
    "knr": "kunden nr",
    "codcli": "codice cliente",
    "codcliente": "codice cliente",
    "f pago": "forma pago",
    "f de pago": "forma pago",
    "cpost": "code postal",
    "cpmt": "condition paiement",
    "default del": "delivery",
    "del address": "delivery address",
    "del addr": "delivery address",
    "del name": "delivery name",
    "del town": "delivery town",
    "del postcode": "delivery postcode",
    "mail address 1": "mailing address 1",
    "mail address 2": "mailing address 2",
    "mail address 3": "mailing address 3",
    "mail street": "mailing street",
    "mail city": "mailing city",
    "mail state": "mailing state",
    "mail zip": "mailing zip",
    "mail postal": "mailing postal",
    "mail country": "mailing country",
    "pays by": "payment method",  # not the French country
    "paid by": "payment method",
    "line one": "line 1",
    "line two": "line 2",
    "line three": "line 3",
}

WORDS = {
    # ------------------------------------------------------------------ who
    "customer": {
        "fr": "client, tiers, acheteur, clt, cli, clte",
        "en": "customer, client, cust, buyer, third party, cstmr, sold to, sold to party",
        "de": "kunde, kunden, kd, kdn, kun, auftraggeber, abnehmer",
        "it": "cliente, clienti, cli, acquirente, anagrafica, soggetto, intestatario",
        "es": "cliente, clientes, tercero, comprador, cte",
        "nl": "klant, klanten, afnemer, klnt",
        "pt": "cliente, clientes, terceiro, entidade, comprador",
    },
    "debtor": {
        "fr": "debiteur",
        "en": "debtor",
        "de": "debitor, debitoren, deb, schuldner",
        "it": "debitore",
        "es": "deudor",
        "nl": "debiteur, debiteuren",
        "pt": "devedor",
    },
    "partner": {
        "fr": "partenaire",
        "en": "partner, bp, business partner, relation, party, card, trading partner",
        "de": "geschaftspartner, gp, adressat",
        "it": "partner commerciale",
        "es": "socio negocios, interlocutor comercial, sn",
        "nl": "relatie, verkooprelatie, zakenrelatie, zakenpartner",
        "pt": "parceiro",
    },
    "company": {
        "fr": "societe, entreprise, organisme, etablissement, ste, compagnie",
        "en": "company, business, co, organization, organisation, corporate, corporation, firm, enterprise, org",
        "de": "firma, firmen, unternehmen, organisation, betrieb, gesellschaft",
        "it": "azienda, societa, ditta, impresa, organizzazione",
        "es": "empresa, sociedad, compania, organizacion",
        "nl": "bedrijf, bedrijfs, firma, organisatie, onderneming, vennootschap",
        "pt": "empresa, sociedade, firma, organizacao",
    },
    "account": {
        "fr": "compte, cpte, cpt",
        "en": "account, acct, acc, accnt, a c",
        "de": "konto, kto, kont",
        "it": "conto, sottoconto",
        "es": "cuenta, cta",
        "nl": "rekening",
        "pt": "conta",
        "x": "accountnum",
    },
    "auxiliary": {
        "fr": "auxiliaire",
        "en": "subledger, sub ledger",
        "de": "personenkonto",
        "es": "auxiliar",
        "pt": "auxiliar",
    },
    # ------------------------------------------------------------------ keys
    "number": {
        "fr": "numero, num, no, n, nos, nr",
        "en": "number, no, num, nbr, nb",
        "de": "nummer, nr, nummern",
        "it": "numero, num, nr, n",
        "es": "numero, num, nro, n, no",
        "nl": "nummer, nr, num",
        "pt": "numero, num, nr, n, no",
    },
    "code": {
        "fr": "code, cod, cd",
        "en": "code, cod, cde",
        "de": "code, kurzel, kennziffer",
        "it": "codice, cod",
        "es": "codigo, cod, clave",
        "nl": "code",
        "pt": "codigo, cod",
    },
    "id": {
        "fr": "identifiant, id, ident",
        "en": "id, identifier, identification, ident, ids",
        "de": "id, kennung, identifikation, identnummer, ident",
        "it": "id, identificativo, identificazione",
        "es": "id, identificador, identificacion",
        "nl": "id, identificatie",
        "pt": "id, identificador, identificacao",
    },
    "reference": {
        "fr": "reference, ref",
        "en": "reference, ref",
        "de": "referenz, ref, referenznummer",
        "it": "riferimento, rif",
        "es": "referencia, ref",
        "nl": "referentie, ref, kenmerk",
        "pt": "referencia, ref",
    },
    "key": {
        "fr": "cle",
        "en": "key",
        "de": "schlussel",
        "it": "chiave",
        "es": "clave",
        "nl": "sleutel",
        "pt": "chave",
    },
    "erp": {
        "x": "erp, sap, sage, navision, datev, debitorensystem",
    },
    # ------------------------------------------------------------------ name
    "name": {
        "fr": "nom",
        "en": "name, nm",
        "de": "name, namen, nam, bezeichnung",
        "it": "nome, nominativo",
        "es": "nombre, nom",
        "nl": "naam",
        "pt": "nome",
    },
    "businessname": {
        "fr": "raison sociale, denomination sociale, denomination, rs, raison soc, raisoc, nom societe, nom "
        "entreprise, nom legal, raison sociale client, r sociale",
        "en": "company name, business name, legal name, registered name, corporate name, organization name, "
        "organisation name, firm name, legal entity name, companyname, ledger name, party name",
        "de": "firmenname, firmenbezeichnung, firmierung, unternehmensname, firmenwortlaut",
        "it": "ragione sociale, intestazione, rag sociale, rag soc, ragsoc, denominazione, denominazione sociale, "
        "nome azienda",
        "es": "razon social, nombre fiscal, nombre empresa, nombre sociedad, denominacion social, denominacion, raz "
        "social, nombre legal",
        "nl": "bedrijfsnaam, firmanaam, naam bedrijf, organisatienaam, statutaire naam, handelsnaam, relatienaam",
        "pt": "razao social, nome fiscal, nome empresa, denominacao social, designacao social, firma nome",
    },
    "fullname": {
        "fr": "nom complet, nom affiche",
        "en": "full name, display name, fullname, displayname, complete name",
        "de": "anzeigename, vollstandiger name",
        "it": "nome completo, nome visualizzato",
        "es": "nombre completo, nombre mostrar",
        "nl": "volledige naam, weergavenaam",
        "pt": "nome completo, nome exibicao",
    },
    "label": {
        "fr": "intitule, libelle, designation, lib",
        "en": "label, text, desc, descr",
        "de": "text",
        "it": "descrizione, descr",
        "es": "descripcion, desc",
        "nl": "omschrijving, oms",
        "pt": "descricao, designacao",
    },
    "tradingname": {
        "fr": "nom commercial, enseigne, nom usage, nom usuel",
        "en": "trading name, trade name, doing business as, dba, trading as, brand, brand name",
        "de": "handelsname, markenname",
        "it": "nome commerciale, insegna",
        "es": "nombre comercial, marca",
        "nl": "merknaam",
        "pt": "nome fantasia, nome comercial, fantasia",
    },
    "shortname": {
        "fr": "nom abrege, abrege, raccourci, classement, sigle, mnemonique, nom alternatif, nom court, alias",
        "en": "alias, search name, short name, search key, sort key, search term, sort name, nickname, abbreviation, "
        "search, alias name, initials, acronym",
        "de": "matchcode, suchbegriff, kurzname, kurzbezeichnung, suchname, sortierbegriff, alias, kurzwort, suchwort",
        "it": "alias, nome breve, ricerca",
        "es": "alias, nombre corto, nombre busqueda, abreviatura, nombre extranjero",
        "nl": "zoeknaam, zoekcode, zoeksleutel, korte naam, verkorte naam, zoekterm, alias",
        "pt": "nome abreviado, nome reduzido, abreviatura, nome curto",
    },
    "legal": {
        "fr": "legal, juridique",
        "en": "legal",
        "de": "rechtlich",
        "it": "legale",
        "es": "legal",
        "nl": "juridisch",
        "pt": "legal",
    },
    "registration": {
        "fr": "enregistrement",
        "en": "registration, registered, registry, reg, incorporation",
        "de": "register, registrierung, registrierungs",
        "it": "registrazione, registro imprese",
        "es": "registro, registro mercantil",
        "nl": "registratie",
        "pt": "registo, registro",
    },
    # ------------------------------------------------------------------ persons and roles
    "person": {
        "fr": "contact, interlocuteur, correspondant, a attention, attention, personne, personne contact, responsable "
        "comptable, dirigeant, gerant, signataire, utilisateur",
        "en": "contact, attention, attn, attention to, contact person, person, addressee, director, user, bookkeeper, "
        "spouse, owner contact",
        "de": "ansprechpartner, ansprechperson, kontakt, kontaktperson, person, zu handen, z hd, zhd, "
        "geschaftsfuhrer, benutzer, inhaber, naturliche person, natural person, asp",
        "it": "contatto, referente, persona, persona riferimento, amministratore, attenzione, alla attenzione, utente",
        "es": "contacto, persona contacto, persona, atencion, representante legal, usuario, apoderado",
        "nl": "contact, contactpersoon, persoon, ter attentie, tav, t a v, aanspreekpunt, gebruiker, directeur",
        "pt": "contacto, contato, pessoa, pessoa contacto, responsavel legal, utilizador, atencao, usuario",
        "x": "cntct, kontaktp",
    },
    "firstname": {
        "fr": "prenom",
        "en": "first name, firstname, given name, forename, middle name, fname, christian name",
        "de": "vorname",
        "it": "nome proprio",
        "es": "nombre pila",
        "nl": "voornaam, roepnaam, voorletters, initialen",
        "pt": "primeiro nome, nome proprio",
    },
    "lastname": {
        "fr": "nom famille, nom naissance",
        "en": "last name, lastname, surname, family name, lname, maiden name",
        "de": "nachname, familienname, zuname",
        "it": "cognome",
        "es": "apellido, apellidos",
        "nl": "achternaam, tussenvoegsel, voorvoegsel, geslachtsnaam",
        "pt": "apelido, sobrenome, ultimo nome",
    },
    "title": {
        "fr": "civilite, titre, fonction, poste, formule politesse, qualite, service, sexe",
        "en": "title, salutation, job title, gender, sex, position, function, prefix, job, suffix, department, dear, "
        "honorific, role",
        "de": "anrede, titel, abteilung, geschlecht, briefanrede, grussformel, namenszusatz, position, funktion, "
        "firmenzusatz, zusatzname, geburtstag",
        "it": "titolo, sesso, qualifica, appellativo, ruolo, reparto",
        "es": "titulo, tratamiento, cargo, sexo, departamento, puesto",
        "nl": "aanhef, titel, geslacht, functie, afdeling, briefaanhef",
        "pt": "titulo, tratamento, sexo, cargo, departamento, funcao",
    },
    "birth": {
        "fr": "naissance, anniversaire",
        "en": "birthday, birth, dob, age",
        "de": "geburt, geburtsdatum, geburtstag",
        "it": "nascita",
        "es": "nacimiento, cumpleanos",
        "nl": "geboorte, geboortedatum, verjaardag",
        "pt": "nascimento, aniversario",
    },
    "salesperson": {
        "fr": "commercial, representant, vendeur, vrp, charge affaires, charge clientele, charge compte, attache "
        "commercial, responsable commercial, commerciaux, technico commercial, delegue, rep, repr, conseiller, "
        "agent commercial",
        "en": "salesperson, sales person, salesman, sales rep, sales representative, representative, rep, account "
        "manager, account owner, account executive, sales manager, sales employee, sales agent, seller, "
        "salesrep, relationship manager, employee responsible, responsible employee, customer manager, "
        "slsperson, slsrep, slsman, key account manager, kam, slsmn, account mgr, company owner, contact owner, "
        "organization owner, organisation owner",
        "de": "vertreter, vertr, vermittler, verkaufer, aussendienst, aussendienstmitarbeiter, kundenbetreuer, "
        "vertriebsmitarbeiter, vertriebsbeauftragter, betreuer, adm, vertriebler, verkaufsmitarbeiter, "
        "handelsvertreter",
        "it": "agente, venditore, rappresentante, commerciale, capoarea",
        "es": "comercial, agente, vendedor, representante, agente comercial, comisionista, empleado ventas, empleado "
        "departamento ventas, gestor comercial, ejecutivo cuenta",
        "nl": "vertegenwoordiger, verkoper, accountmanager, account manager, accountbeheerder, relatiebeheerder, "
        "buitendienst, verkoopmedewerker",
        "pt": "vendedor, comercial, agente, representante, comissionista, gestor conta, gestor comercial",
    },
    "owner": {
        "fr": "proprietaire",
        "en": "owner, assigned to, assigned user",
        "de": "besitzer, zustandig",
        "it": "proprietario",
        "es": "propietario",
        "nl": "eigenaar",
        "pt": "proprietario",
    },
    "responsible": {
        "fr": "responsable, gestionnaire",
        "en": "responsible, manager, mgr",
        "de": "verantwortlich, verantwortlicher",
        "it": "responsabile",
        "es": "responsable, gestor",
        "nl": "verantwoordelijke, beheerder",
        "pt": "responsavel, gestor",
    },
    "collector": {
        "fr": "credit manager, recouvreur, recouvrement, charge recouvrement, comptable client, relanceur",
        "en": "collector, credit controller, credit manager, credit analyst, collections, collection, credit rep, "
        "analyst",
        "de": "mahnsachbearbeiter, sachbearbeiter, forderungsmanager, inkasso, kreditsachbearbeiter",
        "it": "credit manager, recupero crediti, gestore credito",
        "es": "gestor cobro, gestor credito, cobrador, analista credito",
        "nl": "kredietbeheerder, credit manager, creditmanager, incassobeheerder",
        "pt": "gestor credito, cobrador, analista credito",
    },
    "employee": {
        "fr": "employe, effectif, effectifs, salaries, collaborateur",
        "en": "employee, employees, staff, headcount, workforce",
        "de": "mitarbeiter, beschaftigte, mitarbeiterzahl",
        "it": "dipendenti, dipendente",
        "es": "empleado, empleados",
        "nl": "medewerker, medewerkers",
        "pt": "empregado, funcionarios, colaborador",
    },
    "supplier": {
        "fr": "fournisseur, frs, achat, achats",
        "en": "supplier, vendor, vend, suppl, creditor, purchase, purchases, purchasing, payable, payables, "
        "procurement",
        "de": "lieferant, lieferanten, kreditor, kreditoren, einkauf, einkaufs, verbindlichkeiten",
        "it": "fornitore, fornitori, acquisto, acquisti",
        "es": "proveedor, compra, compras, acreedor",
        "nl": "leverancier, crediteur, crediteuren, crd, inkoop",
        "pt": "fornecedor, compra, compras",
    },
    "parent": {
        "fr": "maison mere, siege, societe mere, groupement, payeur, tiers payeur, centrale, holding, tete groupe, "
        "mere",
        "en": "parent, ultimate parent, headquarters, head office, subsidiary, payer, holding, master, bill to "
        "customer, pay to, consolidation, group parent, related company, related, ultimate, paying customer",
        "de": "konzern, muttergesellschaft, mutter, zentrale, regulierer, zahler, abweichend, abweichender, verband, "
        "ubergeordnet, hauptsitz, tochter",
        "it": "capogruppo, casa madre, padre, sede legale principale, controllante",
        "es": "matriz, empresa matriz, grupo empresarial, padre, pagador, casa matriz, sede central",
        "nl": "moeder, moedermaatschappij, hoofdkantoor, moederbedrijf, hoofddebiteur",
        "pt": "casa mae, empresa mae, sede, matriz, pagador, holding",
    },
    "agent": {
        "fr": "transporteur, banquier, expert comptable, apporteur, prescripteur, transitaire",
        "en": "carrier, forwarder, agent, courier, broker, reseller, distributor, wholesaler, via",
        "de": "spediteur, spedition, makler, steuerberater",
        "it": "vettore, corriere, spedizioniere",
        "es": "transportista, corredor",
        "nl": "vervoerder, agent, tussenpersoon",
        "pt": "transportador, transportadora, mediador",
    },
    "our": {
        "fr": "notre, chez",
        "en": "our, my, own, at customer",
        "de": "unser, unsere, eigene, bei",
        "it": "nostro, nostra, ns",
        "es": "nuestro, nuestra",
        "nl": "onze, ons, eigen",
        "pt": "nosso, nossa",
    },
    # ------------------------------------------------------------------ address
    "address": {
        "fr": "adresse, adr, coordonnees",
        "en": "address, addr, addres, add, adress, addrs",
        "de": "adresse, anschrift, adress, adr",
        "it": "indirizzo, indir, ind",
        "es": "direccion, direc, dir",
        "nl": "adres, adr",
        "pt": "endereco, end",
    },
    "street": {
        "fr": "rue, voie, lib voie",
        "en": "street, road, street name, str, streetname",
        "de": "strasse, str, strassenname, gasse",
        "it": "via, viale, piazza",
        "es": "calle, domicilio, via publica, dom, domicilio social, domicilio fiscal",
        "nl": "straat, straatnaam",
        "pt": "morada, rua, logradouro, mor",
    },
    "line": {
        "fr": "ligne, lig, partie",
        "en": "line, ln, part, row",
        "de": "zeile, zeilen, teil",
        "it": "riga, linea",
        "es": "linea, parte",
        "nl": "regel, veld",
        "pt": "linha",
    },
    "complement": {
        "fr": "complement, complement adresse, suite, suite adresse, compl, cplt, batiment, appartement, etage, "
        "residence, complementaire, complementaire adresse, app",
        "en": "suite, unit, apartment, building, additional address, address complement, "
        "supplement, apt, floor, address additional",
        "de": "adresszusatz, zusatz, adressenzusatz, anschriftenzusatz, gebaude, zusatzzeile, zusatzlich, zusatzliche",
        "it": "complemento, seconda riga, presso, indirizzo extra",
        "es": "complemento, direccion adicional, piso, resto direccion, ampliacion direccion",
        "nl": "toevoeging adres, adrestoevoeging, adres toevoeging, aanvulling",
        "pt": "complemento, compl",
    },
    "housenumber": {
        "fr": "numero rue, numero voie, n rue, n voie, no rue, no voie, num rue, num voie, numero dans rue",
        "en": "house number, street number, house no, building number, house nr, street no, house num, housenumber",
        "de": "hausnummer, hausnr, hnr, haus nr, haus nummer, hausnummernzusatz, hsnr",
        "it": "civico, numero civico, nr civico, n civico",
        "es": "numero calle, numero via, numero portal, n portal",
        "nl": "huisnummer, huisnr, toev huisnummer, toev huisnr, toevoeging, toev, huisnummertoevoeging",
        "pt": "numero porta, numero endereco, numero policia, n porta, num endereco",
    },
    "district": {
        "fr": "quartier, lieu dit, arrondissement",
        "en": "district, suburb, neighborhood, neighbourhood",
        "de": "ortsteil, stadtteil, bezirksteil",
        "it": "frazione, quartiere",
        "es": "barrio, colonia, distrito",
        "nl": "wijk, buurt",
        "pt": "bairro, freguesia",
    },
    "zip": {
        "fr": "code postal, npa, cp, code post, cod postal, cpostal, c postal, codepostale",
        "en": "zip, pcd, pin code, pincode, post number, postal code, postcode, post code, zip code, postalcode, "
        "zipcode, postal, zip postal code, pcode, post cd",
        "de": "plz, postleitzahl, plzcode, plz code",
        "it": "cap, codice postale, codice avviamento postale, c a p, cod postale",
        "es": "codigo postal, c p, cp, cod postal, codpostal, cpostal, cod post",
        "nl": "postcode, postkode, pc",
        "pt": "codigo postal, cep, cod postal, cod post, codpost, cp",
    },
    "city": {
        "fr": "ville, vil, commune, localite, bureau distributeur",
        "en": "city, town, village, locality, town city, suburb city",
        "de": "ort, stadt, wohnort, ortschaft, gemeinde",
        "it": "citta, localita, comune, loc",
        "es": "ciudad, poblacion, localidad, municipio, pobl",
        "nl": "plaats, woonplaats, stad, plaatsnaam, gemeente, vestigingsplaats",
        "pt": "cidade, localidade, municipio, concelho, loc",
    },
    "pobox": {
        "fr": "boite postale, bp, bp lieu dit, cedex",
        "en": "po box, pobox, post office box, p o box",
        "de": "postfach, postfachnummer",
        "it": "casella postale",
        "es": "apartado, apartado correos, apartado postal",
        "nl": "postbus, postbusnummer",
        "pt": "apartado, caixa postal",
    },
    "state": {
        "fr": "province, canton, departement",
        "en": "state, province, state province, state region, region state, prov, stateprovince",
        "de": "bundesland, kanton, provinz, bundesstaat",
        "it": "provincia, prov, pr, sigla provincia, stato provincia",
        "es": "provincia, prov, departamento, comunidad autonoma",
        "nl": "provincie, staat, prov",
        "pt": "distrito, provincia, uf",
    },
    "stateorstatus": {
        "fr": "etat",
        "es": "estado",
        "pt": "estado",
    },
    "county": {
        "en": "county",
        "de": "landkreis",
        "fr": "comte",
        "es": "condado",
    },
    "region": {
        "fr": "region, reg",
        "en": "region, regions",
        "de": "region, gebiet, bezirk",
        "it": "regione, area",
        "es": "region, area",
        "nl": "regio, gebied",
        "pt": "regiao",
    },
    "country": {
        "fr": "pays",
        "en": "country, nation, ctry, cntry, country region",
        "de": "land, lander, staat, lkz, landerkennzeichen, landeskennzeichen, nation, landerkz, lander regionscode, "
        "land region, landesschlussel, landkz",
        "it": "nazione, paese, stato, naz",
        "es": "pais, nacion",
        "nl": "land, land regio, lnd",
        "pt": "pais, nacao",
    },
    "delivery": {
        "fr": "livraison, expedition, livr, liv, expe, destinataire, envoi, port, incoterm, enlevement",
        "en": "shipping, ship, delivery, ship to, deliver to, shipment, despatch, dispatch, destination, freight, "
        "consignee, incoterms, incoterm, del addr, site use, logistics, warehouse, shipto",
        "de": "lieferung, liefer, lieferadresse, versand, warenempfanger, lieferanschrift, fracht, zustellung, lager, "
        "lieferungs, lieferbedingung, lieferbedingungen, lieferart, versandart, transport",
        "it": "spedizione, consegna, destinazione, merce, porto, magazzino, destinatario, trasporto",
        "es": "entrega, envio, destino, portes, destinatario, almacen, transporte",
        "nl": "levering, aflever, afleveradres, bezorg, bezorgadres, lever, leveradres, leverings, verzend, "
        "verzending, verzendadres, vracht, magazijn",
        "pt": "entrega, envio, expedicao, descarga, carga, destinatario, armazem, transporte",
    },
    "billing": {
        "fr": "facturation, facture, fact",
        "en": "billing, bill, invoice, bill to, invoicing, invoice to, billto",
        "de": "rechnung, rechnungs, faktura, rech, rechn",
        "it": "fatturazione, fattura, fatt, fatture",
        "es": "facturacion, factura, fact, destino factura, facturas",
        "nl": "factuur, facturatie, facturen",
        "pt": "facturacao, faturacao, faturamento, factura, fatura, fac, cobranca",
    },
    "otherplace": {
        "fr": "domicile, prive, personnel, perso, secondaire, autre adresse",
        "en": "home, private, personal, alternate, alternative, secondary, second, previous, old, site, alt, "
        "additional",
        "de": "privat, zweit, alternativ, alternative, alte, weitere",
        "it": "privato, secondario, residenza, alternativo, alternativa",
        "es": "particular, personal, secundario, alternativo",
        "nl": "prive, thuis, alternatief, tweede",
        "pt": "particular, pessoal, secundario, alternativo",
    },
    "mailing": {
        "fr": "correspondance, courrier, publipostage, mailing, postal, postale",
        "en": "mailing, postal, correspondence, newsletter, marketing",
        "de": "korrespondenz, newsletter, werbung",
        "it": "corrispondenza, postale, newsletter",
        "es": "correspondencia, postal, boletin",
        "nl": "correspondentie, nieuwsbrief, post",
        "pt": "correspondencia, postal, newsletter",
    },
    "postaladdress": {
        "fr": "adresse postale",
        "en": "postal address",
        "de": "postanschrift, postadresse",
        "it": "indirizzo postale",
        "es": "direccion postal",
        "nl": "postadres",
        "pt": "endereco postal, morada postal",
    },
    "main": {
        "fr": "principal, principale, defaut, general, generale, standard, siege, complet, complete, preferee, "
        "prefere, attitre, attribue, assigne, affecte",
        "en": "main, primary, default, general, standard, registered office, official, head, registered, preference, "
        "preferred, assigned",
        "de": "haupt, primar, standard, allgemein, zentral, firmensitz, sitz, zentrale, vollstandig, bevorzugt, "
        "bevorzugte, zugewiesen",
        "it": "principale, sede, sede legale, predefinito, generale, legale sede, completo, preferito, preferita, "
        "assegnato",
        "es": "principal, defecto, general, predeterminado, completa, completo, preferido, preferida, "
        "asignado, asignada",
        "nl": "hoofd, primair, standaard, algemeen, vestiging, vestigings, bezoek, volledig, volledige, voorkeur, "
        "toegewezen",
        "pt": "principal, defeito, geral, padrao, sede, completa, preferido, preferencial, atribuido",
    },
    "visiting": {  # where a company is, as against where its post goes
        "en": "business address, business addr, physical, physical address, visiting, visiting address, office address",
    },
    "fiscalseat": {  # the address for the tax office
        "es": "fiscal",
        "it": "fiscale",
        "pt": "fiscal",
    },
    "work": {
        "fr": "bureau, professionnel, pro, travail",
        "en": "office, work, bus, professional, daytime",
        "de": "geschaft, geschaftlich, buro, dienstlich, beruflich",
        "it": "ufficio, lavoro",
        "es": "trabajo, profesional, oficina",
        "nl": "werk, zakelijk, kantoor",
        "pt": "trabalho, profissional, escritorio",
    },
    # ------------------------------------------------------------------ reach
    "phone": {
        "fr": "telephone, tel, fixe, telephone fixe, tel fixe, ligne fixe, numero appel, teleph",
        "en": "phone, ph, central phone, telephone, tel, landline, phone number, telephone number, phon, phonenumber, "
        "dial",
        "de": "telefon, tel, fon, festnetz, rufnummer, telefonnummer, telefonnr, telnr, durchwahl, telephon, ruf",
        "it": "telefono, tel, tel fisso, telefono fisso, telef",
        "es": "telefono, tel, tfno, telf, tlf, tlfno, tno, telefono fijo, fijo",
        "nl": "telefoon, tel, telefoonnummer, telefoonnr, vast nummer, vaste telefoon",
        "pt": "telefone, tel, tlf, telef, telefone fixo, telefone comercial, tel fixo",
    },
    "mobile": {
        "fr": "portable, mobile, gsm, cellulaire, port, telephone portable, tel portable, telephone mobile, tel mobile",
        "en": "mobile, cell, cellphone, cellular, cell phone, mobile phone, mobilephone, mob",
        "de": "mobil, handy, mobiltelefon, mobilnummer, mobilfunk, handynummer, natel, mobiltel, mobilnr",
        "it": "cellulare, cell, mobile, cellulari",
        "es": "movil, celular, cel, telefono movil",
        "nl": "mobiel, gsm, mobiele telefoon, mobiele nummer, mobiel nummer, mobieltje, 06 nummer",
        "pt": "telemovel, celular, tlm, tlmvl, telem, movel",
    },
    "fax": {
        "fr": "fax, telecopie, telecopieur, telefax, telex",
        "en": "fax, facsimile, telex, pager, teletex",
        "de": "fax, telefax, faxnummer, faxnr, telefaxnummer",
        "it": "fax, telefax",
        "es": "fax",
        "nl": "fax, faxnummer",
        "pt": "fax, telefax, faxe",
    },
    "email": {
        "fr": "email, mail, courriel, mel, adresse electronique, courrier electronique, messagerie, adresse mail, "
        "adresse email",
        "en": "email, mail, e mail, emailaddress, email address, electronic mail, emailid, electronic address",
        "de": "email, mail, mailadresse, e mailadresse, emailadresse, e post, epost",
        "it": "email, mail, posta elettronica, e mail, indirizzo email",
        "es": "email, mail, correo, correo electronico, e mail, correo e",
        "nl": "email, mail, e mailadres, mailadres, emailadres",
        "pt": "email, mail, correio electronico, correio eletronico, e mail",
    },
    "certifiedmail": {
        "it": "pec, email pec, mail pec, posta certificata, posta elettronica certificata, indirizzo pec, e mail pec, "
        "email certificata",
        "en": "certified mail, certified email, pec",
        "de": "de mail",
    },
    "website": {
        "fr": "site web, lien, site internet, site, url, page web, internet, lien site web, adresse web, adresse site",
        "en": "website, web site, url, uri, web, homepage, home page, web address, internet, www, web page, website "
        "link, domain, internet address, webpage, domain name, internet site",
        "de": "webseite, website, homepage, internet, webadresse, internetadresse, internetseite, www, url, web",
        "it": "sito web, sito internet, sito, url, www, pagina web, indirizzo web, web",
        "es": "pagina web, sitio web, web, url, www, sitio internet, pag web",
        "nl": "website, webadres, homepage, internet, webpagina, internetadres, www, url, web",
        "pt": "pagina web, website, site, url, www, pagina internet, endereco web, web",
    },
    "social": {
        "x": "skype, linkedin, facebook, twitter, instagram, xing, whatsapp, tiktok, youtube, teams, viadeo, slack",
    },
    # ------------------------------------------------------------------ legal identity
    "siret": {
        "fr": "siret, no siret, code siret, siret siren, n siret, siren siret, siren ou siret",
    },
    "legalid": {
        "fr": "siren, immatriculation, identifiant legal, numero entreprise, n entreprise, no entreprise, num "
        "entreprise, bce, ide, identifiant juridique, identifiant national, id prof, identifiant professionnel, "
        "numero siren, id legal, identifiant entreprise",
        "en": "legal id, company registry, company registration, crn, brn, coc, chamber commerce, company reg, legal "
        "identifier, registry code, business registration, business id, legalid, gov no, "
        "government id, government id number, company reg "
        "no, company registration number, registration number, corporate id, national id, national identifier, "
        "companies house, organisation number, organization number, orgnr, org number, uen, business number, "
        "abn, acn, coc number, legal number, legal entity id",
        "de": "handelsregisternummer, firmenbuchnummer, handelsregister, firmenbuchnr, handelsregisternr, "
        "unternehmens id, unternehmensnummer, firmenbuch, unternehmens identifikationsnummer, hr nummer, hr nr",
        "it": "codice fiscale, cod fisc, cod fiscale, cf, c f, codfisc, codfis, codfiscale, codice fisc",
        "es": "id legal, identificador legal, registro mercantil",
        "nl": "kvk, kvknummer, kvk nummer, kamer van koophandel, kamer koophandel, ondernemingsnummer, kbo, kvknr, "
        "ondernemingsnr, handelsregister, kbo nummer",
        "pt": "numero matricula, registo comercial, inscricao registo comercial",
        "x": "orgnummer, organisationsnummer, cvr, cvr nummer, regon, krs, ico, nace id",
    },
    "tax": {
        "fr": "fiscal, fiscale, impot, impots, taxe",
        "en": "tax, fiscal, taxpayer, tax payer, taxation, sales tax",
        "de": "steuer, steuerliche, finanzamt",
        "it": "fiscale, imposta, tributario",
        "es": "impuesto, fiscal, tributario, tributaria",
        "nl": "belasting, fiscaal",
        "pt": "fiscal, imposto, contribuinte",
    },
    "vat": {
        "fr": "tva, t v a",
        "en": "vat, gst",
        "de": "mwst, ust, umsatzsteuer, mehrwertsteuer, mw st, ust st",
        "it": "iva, i v a",
        "es": "iva",
        "nl": "btw, b t w",
        "pt": "iva",
    },
    "vatnumber": {
        "fr": "tva intracommunautaire, tva intra, tva intracom, intracommunautaire, numero tva, n tva, no tva, num "
        "tva, intracom, identifiant tva, nif, tva cee, code tva intracommunautaire, n intracommunautaire, tva "
        "intracomm, tva intra communautaire, intra communautaire, id tva, numtva, code tva intra, "
        "identification cee, identifiant cee, identification intracommunautaire",
        "en": "vat number, vat no, vat id, vat reg, vat registration, tax id, tin, ein, gstin, vat reg no, vatnumber, "
        "tax registration, tax exempt number, eu vat, vat registration number, taxid, ec vat, vatreg, gst "
        "number, gst registration, tax identification, federal tax id, resale number, resale no, tax resale, "
        "vat num, vat registration no, licence tax, vat nr, gst identification number, vat registered number, "
        "eu vat number, sales tax registration number, sales tax registration, sales tax number, taxvat",
        "de": "ustid, ustidnr, umsatzsteuerid, ust id, ust id nr, umsatzsteuer id, umsatzsteuer "
        "identifikationsnummer, ust identnr, ust ident nr, mwst nr, mwst nummer, eu ustid, ust nr, ust "
        "identifikationsnummer, umsatzsteuer identnummer, ust idnr, umsatzsteueridentifikationsnummer, vat nr, "
        "umsatzsteuernummer, mwst id, ustidnummer, ust id nummer, umst id, umstid",
        "it": "partita iva, p iva, piva, part iva, parti va, partiva, partita i v a, iva comunitaria, p i, partitaiva",
        "es": "nif, cif, n i f, c i f, nif cif, cif nif, rfc, nif iva, nif intracomunitario, vat intracomunitario, "
        "cuit, rut, identificacion fiscal, numero identificacion fiscal, nif dni, cif dni, nif cif dni, dni, "
        "nit, ruc, id fiscal, nie",
        "nl": "btw nummer, btwnummer, btw nr, btwnr, btw id, btw identificatienummer, btw identificatie, btwid, btw "
        "identificatienr, btw registratienummer",
        "pt": "nif, contribuinte, numero contribuinte, num contribuinte, ncontrib, numcontrib, nipc, n contribuinte, "
        "cnpj, cpf, cnpj cpf, cpf cnpj, nif nipc, ncont, num contrib, no contribuinte, n contrib",
    },
    "uid": {  # VAT number in Austria, company registry in Switzerland
        "de": "uid, uid nr, uidnummer",
    },
    "taxnumber": {
        "de": "steuernummer, steuernr, st nr, stnr, steuer nr, steuer nummer, steuer id, steuerid",
        "en": "tax number, tax no, tax code number, tax reference, tax ref, utr, fiscal number, tax file number",
        "fr": "numero fiscal, identifiant fiscal, n fiscal, matricule fiscal, matricule fiscale",
        "es": "numero fiscal, numero impuesto",
        "nl": "fiscaal nummer, belastingnummer, fiscaalnummer",
        "pt": "numero fiscal, numero identificacao fiscal, identificacao fiscal",
    },
    "activitycode": {
        "fr": "naf, ape, code naf, code ape, activite, rcs, capital, capital social, forme juridique, statut "
        "juridique, nature juridique, rm",
        "en": "sic, nace, naics, duns, d u n s, gln, ean, lei, eori, edi, iln, peppol, peppol id, leitweg, sic code, "
        "legal form, duns number, business type, capital, gln code, juridical status, share capital, giin",
        "de": "wz code, branchencode, rechtsform, leitweg id, amtsgericht, registergericht, hrb, hra, iln",
        "it": "ateco, sdi, codice sdi, codice destinatario, codice univoco, cod destinatario, rea, forma giuridica, "
        "codice ufficio, codice unico ufficio, cuu, ipa, split payment, natura giuridica",
        "es": "cnae, forma juridica, dir3, iae",
        "nl": "sbi, rsin, oin, rechtsvorm",
        "pt": "cae, inscricao estadual, inscricao municipal, suframa, natureza juridica, ie, im, cnae",
    },
    # ------------------------------------------------------------------ payment
    "payment": {
        "fr": "reglement, paiement, regl, rgt, rgmt, rglmt, rglt, paie, encaissement, regt, reglt",
        "en": "payment, pay, pmt, pymt, paymt, receipt, pym, payt",
        "de": "zahlung, zahlungs, zahl, zahlbar, zlg, zahlg, zahlungsverkehr",
        "it": "pagamento, pag, pagam, pagamenti, incasso",
        "es": "pago, pagos, cobro",
        "nl": "betaling, betalings, betaal, betal, bet",
        "pt": "pagamento, pagamentos, pag, pagto, pagam",
    },
    "term": {
        "fr": "condition, conditions, delai, echeance, delais, cond, echeances, modalite, modalites",
        "en": "term, terms, condition, conditions, due, deadline, credit days, credit period, trms, trm",
        "de": "bedingung, bedingungen, ziel, frist, kondition, konditionen, bed, falligkeit, bedingungs, bdg",
        "it": "condizione, condizioni, modalita, scadenza, scadenze, termine, termini, dilazione, cond",
        "es": "condicion, condiciones, plazo, plazos, vencimiento, vencimientos, termino, terminos, cond, vto, vtos",
        "nl": "voorwaarde, voorwaarden, conditie, condities, termijn, vervaldagen, vervaltermijn, krediettermijn",
        "pt": "condicao, condicoes, prazo, vencimento, cond, termos, termo",
    },
    "paymentterm": {
        "fr": "delai reglement, delai paiement, modele reglement, conditions reglement, condition paiement, "
        "echeance reglement, delai echeance, delai accorde, delai contractuel, jours accordes, nombre jours echeance",
        "en": "payment term, payment terms, credit terms, credit term, net days, net term days, net terms, "
        "payment due days, days to pay, termscode, payment due, terms payment, trading terms, invoice terms, "
        "due days, payterms, pymtterms, "
        "credit days",
        "de": "zahlungsziel, zahlungsbedingung, zahlungsbedingungen, zahlungskondition, zahlungskonditionen, "
        "zahlungsfrist, zahlbed, zahlungsbed, zahlziel, nettotage, nettoziel, zlg bedingung, zb, "
        "zahlungsvereinbarung, zahlungstage",
        "it": "condizioni pagamento, condizione pagamento, termini pagamento, giorni pagamento, codice pagamento, cod "
        "pagamento, cod pag, codpag, dilazione",
        "es": "condiciones pago, condicion pago, plazo pago, dias pago, plazo cobro, terminos pago, condpago, dias "
        "credito, dias vencimiento",
        "nl": "betalingsconditie, betalingstermijn, betaaltermijn, betalingsvoorwaarde, betalingsvoorwaarden, "
        "betaalconditie, betaalvoorwaarde, krediettermijn, vervaldagen, betalingscondities, betaaldagen",
        "pt": "condicao pagamento, condicoes pagamento, prazo pagamento, condpag, prazo vencimento, dias pagamento",
    },
    "method": {
        "fr": "mode, moyen, methode, type, moyens, modes",
        "en": "method, mode, means, mean, type, form, instrument",
        "de": "art, weg, wege, form, methode, mittel, weise, typ, formcode",
        "it": "modalita, metodo, mezzo, forma, tipo, modo, mod",
        "es": "forma, medio, metodo, modo, via, tipo",
        "nl": "wijze, methode, middel, soort, vorm",
        "pt": "modo, forma, metodo, meio, tipo, meios",
    },
    "paymentmethod": {
        "fr": "mode reglement, mode paiement, moyen paiement, moyen reglement",
        "en": "payment method, payment type, payment mode, receipt method, paymethod, method payment",
        "de": "zahlungsart, zahlungsweise, zahlart, zahlweg, zahlwege, zahlungsform, zahlungsmethode, zahlungsmittel, "
        "zahlungsweg, zahlungstrager",
        "it": "metodo pagamento, tipo pagamento, forma pagamento",
        "es": "forma pago, medio pago, metodo pago, via pago, formapago, forma cobro, codigo pago, cod pago",
        "nl": "betaalwijze, betalingswijze, betaalmethode, betaalmiddel, betaalvorm",
        "pt": "modo pagamento, metodo pagamento, forma pagamento, meio pagamento, modopag",
    },
    "days": {
        "fr": "jours, nb jours, nombre jours, nbj, nb j",
        "en": "days",
        "de": "tage, tagen",
        "it": "giorni, gg",
        "es": "dias",
        "nl": "dagen",
        "pt": "dias",
    },
    "day": {  # of the month
        "fr": "jour",
        "en": "day",
        "de": "tag",
        "it": "giorno",
        "es": "dia",
        "nl": "dag, betaaldag",
        "pt": "dia",
    },
    "discount": {
        "fr": "escompte, remise, rabais, ristourne, rfa",
        "en": "discount, disc, rebate, cash discount, reduction, settlement",
        "de": "skonto, rabatt, bonus, skt, skontotage",
        "it": "sconto, abbuono, sconti",
        "es": "descuento, dto, rappel, dcto, pronto pago",
        "nl": "korting, betalingskorting",
        "pt": "desconto, desc fin",
    },
    "bank": {
        "fr": "banque, bancaire, rib, domiciliation, guichet, agence bancaire, cle rib, etablissement bancaire, "
        "titulaire, iban bic, mandat, rum, sepa, ics, compte bancaire",
        "en": "bank, banking, bank account, sort code, routing, swift, iban, bic, bankaccount, aba, mandate, sepa, "
        "direct debit, account holder, card number, credit card, bacs, ccard, bsb, iban number, swift code, "
        "routing number",
        "de": "bank, burgschaftsbank, blz, bankleitzahl, bankverbindung, iban, bic, swift, kontoinhaber, lastschrift, "
        "sepa, mandat, hausbank, bankname, bankbezeichnung, bankkonto, bankkontonummer, kreditkarte, sepa mandat, "
        "mandatsreferenz",
        "it": "banca, bancario, bancaria, abi, cab, iban, bic, cin, conto corrente, c c, swift, banca appoggio, "
        "mandato, coordinate bancarie, sepa",
        "es": "banco, bancario, bancaria, cuenta bancaria, iban, bic, swift, entidad bancaria, sucursal, dc, cta "
        "bancaria, mandato, domiciliacion, sepa, ccc, cuenta corriente",
        "nl": "bank, bankrekening, bankrekeningnummer, iban, bic, rekeningnummer, machtiging, incassomachtiging, "
        "rekeninghouder, tenaamstelling, sepa, mandaat, g rekening, giro, banknaam, bankcode",
        "pt": "banco, bancario, bancaria, iban, nib, swift, bic, conta bancaria, conta corrente, sepa, autorizacao "
        "debito, agencia bancaria",
    },
    # ------------------------------------------------------------------ money
    "credit": {
        "fr": "credit",
        "en": "credit, cr, cred",
        "de": "kredit, credit",
        "it": "credito, crediti",
        "es": "credito, cred",
        "nl": "krediet, kred, credit",
        "pt": "credito, cred",
    },
    "limit": {
        "fr": "limite, plafond, lim, limites, ligne",
        "en": "limit, limits, ceiling, line, lmt, lim",
        "de": "limit, linie, limite, grenze, rahmen, obergrenze",
        "it": "limite, massimale, plafond, linea, massimo scoperto",
        "es": "limite, linea, tope, lim, riesgo",
        "nl": "limiet, limieten, lim, lijn, plafond",
        "pt": "limite, plafond, lim, linha, teto",
    },
    "creditlimit": {
        "fr": "limite credit, plaf, plafond credit, encours autorise, encours maximum, encours maxi, encours max, "
        "plafond encours, plafond, credit autorise, credit max, credit maximum, limite encours, encours maximal, "
        "encours accorde, credit accorde, seuil encours, montant autorise, ligne credit, plafond autorise, en "
        "cours autorise, en cours max, autorisation credit, encours plafond",
        "en": "credit limit, credit line, creditlimit, credit ceiling, cred limit, max credit, maximum credit, credit "
        "lmt, authorised credit, authorized credit, credit max, allowed credit, credit amount limit, credit "
        "allowance",
        "de": "kreditlimit, kreditlinie, kreditlimite, kreditrahmen, creditlimit, kredit limit, verfugungsrahmen, "
        "kredithochstbetrag, kreditgrenze, limit intern, hochstkredit, kl",
        "it": "fido, fido commerciale, limite credito, limite fido, fido massimo, importo fido, fido accordato, fido "
        "concesso, massimo scoperto, plafond, affidamento, valore fido, fido cliente, valfid, fido interno",
        "es": "limite credito, riesgo maximo, riesgo autorizado, riesgo concedido, credito maximo, riesgo max, limite "
        "riesgo, credito autorizado, maximo riesgo, linea credito, riesgo permitido, credito maximo autorizado, "
        "credito concedido",
        "nl": "kredietlimiet, kredietlimieten, krediet limiet, kredietplafond, kredietmaximum, kredietlijn, maximum "
        "krediet",
        "pt": "limite credito, plafond, plafond credito, limitecred, limite cred, credito maximo, linha credito, "
        "limcredito, credito autorizado",
    },
    "balance": {
        "fr": "encours, solde, echu, en cours, creance, creances, du, reste, debit, ca, chiffre affaires, retard, "
        "portefeuille, impaye, impayes, litige, engagement, capital restant",
        "en": "balance, outstanding, overdue, receivable, receivables, open, exposure, past due, total, sales, "
        "turnover, revenue, owed, backlog, unpaid, debit, ytd, mtd, turn over, annual revenue, dso, spent, spend",
        "de": "saldo, offen, offene, offener, posten, fallig, falliger, umsatz, obligo, gesamtobligo, forderung, "
        "forderungen, ruckstand, uberfallig, soll, haben, umsatze, jahresumsatz",
        "it": "saldo, scoperto, esposizione, insoluto, insoluti, scaduto, fatturato, dare, avere, scoperto attuale",
        "es": "saldo, riesgo, riesgo actual, pendiente, deuda, vencido, ventas, facturado, riesgo vivo, compromiso, "
        "limite compromiso, debe, haber",
        "nl": "saldo, openstaand, openstaande, vervallen, omzet, uitstaand, obligo, vordering",
        "pt": "saldo, pendente, divida, em aberto, vendas, vencido, debito, facturado",
    },
    "used": {  # or what is left: a part of a limit, not the limit; or one that is only asked for
        "fr": "disponible, dispo, depassement, utilise, utilisation, consomme, restant, demande",
        "en": "used, available, utilised, utilized, utilisation, utilization, usage, remaining, exceeded, requested, "
        "applied",
        "de": "ausgeschopft, ausschopfung, ausnutzung, auslastung, verfugbar, genutzt, frei, beantragt, angefragt",
        "it": "utilizzato, residuo, disponibile, utilizzo, richiesto",
        "es": "utilizado, disponible, consumido, alcanzado, solicitado",
        "nl": "beschikbaar, benut, gebruikt, aangevraagd",
        "pt": "utilizado, disponivel, usado, solicitado",
    },
    "authorised": {
        "fr": "autorise, autorisee, accepte, acceptee, accorde, accordee, consenti, convenu, convenue, contractuel",
        "en": "authorised, authorized, allowed, granted, approved, agreed",
        "de": "genehmigt, bewilligt, eingeraumt, zulassig, vereinbart",
        "it": "autorizzato, concesso, conc, accordato, concordato",
        "es": "autorizado, concedido, conc, permitido, pactado, acordado",
        "nl": "toegestaan, goedgekeurd, toegekend, overeengekomen, afgesproken",
        "pt": "autorizado, concedido, aprovado, acordado",
    },
    "maximum": {
        "fr": "maximum, max, maxi, maximal, maximale",
        "en": "maximum, max",
        "de": "maximal, max, maximum, hochst, maximaler",
        "it": "massimo, max, massima",
        "es": "maximo, max, maxima",
        "nl": "maximum, maximaal, max, maximale",
        "pt": "maximo, max, maxima",
    },
    "amount": {
        "fr": "montant, mt, mnt, valeur, ttc, ht, somme, mont",
        "en": "amount, amt, value, sum, lcy, usd, eur, euro, euros, gbp, chf, local currency, in eur, keur",
        "de": "betrag, wert, summe, mw, eur, hohe, teur, hauswahrung",
        "it": "importo, valore, euro, vl, eur, imp",
        "es": "importe, valor, euros, dl, monto",
        "nl": "bedrag, waarde, euro, lv",
        "pt": "montante, valor, euros, importancia",
    },
    "internal": {
        "fr": "interne",
        "en": "internal",
        "de": "intern, interne, interner",
        "it": "interno, interna",
        "es": "interno, interna",
        "nl": "intern, interne",
        "pt": "interno, interna",
    },
    "insurance": {
        "fr": "assurance, assure, assuree, assurance credit, sfac, assure credit",
        "en": "insurance, insured, credit insurance, ins, insur",
        "de": "versicherung, versichert, kreditversicherung, wkv, warenkreditversicherung, versichertes, versicherte, "
        "versicherungs, kreditvers, wkv versicherung",
        "it": "assicurazione, assicurato, assicurata, assicurativo, assicurazione credito, assicurativa",
        "es": "seguro, asegurado, asegurada, seguro credito",
        "nl": "verzekering, verzekerd, verzekerde, kredietverzekering, verzekerings",
        "pt": "seguro, segurado, segurada, seguro credito",
        "x": "coface, atradius, allianz trade, euler hermes, euler, hermes, cesce, cosec, credendo, tryg, axa, "
        "groupama, credito caucion, sace, zurich, aig, qbe, chubb, nexus, tokio marine, allianz, eh",
    },
    "insurer": {
        "fr": "assureur, assureur credit, compagnie assurance",
        "en": "insurer, underwriter, credit insurer, insurance company",
        "de": "versicherer, kreditversicherer, versicherungsgesellschaft",
        "it": "assicuratore, assicuratore credito, compagnia assicurativa, compagnia assicurazione",
        "es": "aseguradora, asegurador, compania seguros",
        "nl": "verzekeraar, kredietverzekeraar, verzekeringsmaatschappij",
        "pt": "seguradora",
    },
    "guarantee": {
        "fr": "garantie, garanties, garanti, couverture, couvert, agrement, garant, agreee, agreees",
        "en": "guarantee, guaranty, cover, coverage, covered, guaranteed, guarantees, cover limit, permanent cover, "
        "gtee, gte",
        "de": "garantie, deckung, absicherung, deckungssumme, deckungszusage, versicherungssumme, abgesichert, "
        "deckungslimit",
        "it": "garanzia, garanzie, copertura, coperto, garantito",
        "es": "garantia, garantias, cobertura, cubierto, clasificacion riesgo",
        "nl": "garantie, garanties, dekking, gedekt, zekerheid, dekkingslimiet",
        "pt": "garantia, garantias, cobertura, garantido, coberto",
    },
    "insuredlimit": {
        "fr": "encours assure, montant assure, montant garanti, limite assuree, agrement assureur",
        "en": "insured limit, insured amount, sum insured, insured sum, insurance cover",
        "de": "versicherungslimit, versicherungssumme, versicherte summe, versicherter betrag",
        "it": "fido assicurato, importo assicurato, massimale assicurato",
        "es": "riesgo asegurado, importe asegurado, credito asegurado, limite asegurado",
        "nl": "verzekerd bedrag, verzekerde limiet, verzekerd limiet, verzekerde som",
        "pt": "valor segurado, limite segurado, plafond segurado",
    },
    "surety": {
        "fr": "caution, caution bancaire, cautionnement, aval, garantie bancaire, garanties bancaires, surete, "
        "suretes, caution solidaire, depot garantie, lettre credit, credoc, nantissement",
        "en": "bank guarantee, bank guarantees, surety, collateral, security, letter credit, securities, standby, "
        "personal guarantee, deposit guarantee, parent guarantee, bank guaranty, l c, lc",
        "de": "burgschaft, burgschaften, bankburgschaft, sicherheit, sicherheiten, bankgarantie, kaution, pfand",
        "it": "fideiussione, fidejussione, cauzione, garanzia bancaria, fideiussioni, garanzie bancarie, avallo",
        "es": "aval, aval bancario, avales, fianza, garantia bancaria, caucion, garantias bancarias",
        "nl": "bankgarantie, borg, borgstelling, waarborg, onderpand, zekerheden, borgtocht",
        "pt": "aval, fianca, garantia bancaria, caucao, garantias bancarias",
    },
    "other": {
        "fr": "autre, autres, divers, supplementaire",
        "en": "other, others, misc, miscellaneous, further",
        "de": "andere, sonstige, ubrige, weitere, sonstiges, sonst",
        "it": "altro, altra, altri, altre",
        "es": "otro, otra, otros, otras",
        "nl": "andere, overige, overig",
        "pt": "outro, outra, outros, outras",
    },
    "temporary": {
        "fr": "temporaire, temp, provisoire, tempo",
        "en": "temporary, temp, tempo, provisional",
        "de": "temporar, befristet, temporare, befristete, vorubergehend, temporares, zeitweilig, temporarer",
        "it": "temporaneo, temporanea, provvisorio, provvisoria",
        "es": "temporal, provisional, transitorio",
        "nl": "tijdelijk, tijdelijke",
        "pt": "temporario, temporaria, provisorio, provisoria",
    },
    "permanent": {
        "fr": "permanent, permanente",
        "en": "permanent",
        "de": "dauerhaft, unbefristet, permanent",
        "it": "permanente",
        "es": "permanente",
        "nl": "permanent, permanente",
        "pt": "permanente",
    },
    "start": {
        "fr": "debut, depuis, a partir, deb, date debut, debut validite",
        "en": "start, from, begin, beginning, since, valid from, start date, effective from, effective date",
        "de": "beginn, von, ab, gultig ab, gultig von, seit, start",
        "it": "inizio, dal, decorrenza, da data, data inizio, valido dal",
        "es": "inicio, desde, fecha inicio",
        "nl": "begin, vanaf, ingangsdatum, start, begindatum",
        "pt": "inicio, desde, data inicio, valido desde",
    },
    "end": {
        "fr": "fin, jusqu, jusqu au, au, expiration, date fin, fin validite, date echeance, date expiration",
        "en": "end, until, to, till, expiry, expiration, valid to, valid until, end date, expires",
        "de": "ende, bis, gultig bis, ablauf, ablaufdatum, befristet bis",
        "it": "fine, fino, al, data fine, scade, valido fino, scadenza data",
        "es": "fin, hasta, fecha fin, caducidad, fecha vencimiento",
        "nl": "einde, tot, eind, einddatum, tot en met, geldig tot",
        "pt": "fim, ate, data fim, validade",
    },
    "policy": {
        "fr": "police, n police",
        "en": "policy, buyer id",
        "de": "police, policen, versicherungsschein, versicherungsnummer, versicherungsnr",
        "it": "polizza",
        "es": "poliza",
        "nl": "polis",
        "pt": "apolice",
    },
    "case": {
        "fr": "dossier",
        "en": "case, file",
        "de": "aktenzeichen, akte, vorgang",
        "it": "pratica",
        "es": "expediente",
        "nl": "dossier",
        "pt": "processo",
    },
    "contract": {
        "fr": "contrat",
        "en": "contract",
        "de": "vertrag",
        "it": "contratto",
        "es": "contrato",
        "nl": "contract",
        "pt": "contrato",
    },
    "rating": {
        "fr": "score, cotation, note credit, risque, solvabilite, notation, scoring, profil payeur, profil",
        "en": "score, rating, risk, grade, risk class, credit score, credit rating, risk category, risk profile, "
        "profile, priority, solvency",
        "de": "bonitat, bonitatsindex, risiko, risikoklasse, rating, einstufung, prioritat, kreditkontrollbereich",
        "it": "rischio, rating, punteggio, classe rischio, affidabilita",
        "es": "calificacion, puntuacion, rating, clase riesgo, solvencia",
        "nl": "risico, score, rating, kredietwaardigheid",
        "pt": "risco, rating, pontuacao, classe risco",
    },
    # ------------------------------------------------------------------ groups
    "group": {
        "fr": "groupe, regroupement",
        "en": "group, groups, grp",
        "de": "gruppe, gruppen, grp",
        "it": "gruppo, gruppi, raggruppamento",
        "es": "grupo, grupos, agrupacion",
        "nl": "groep, groepen",
        "pt": "grupo, grupos",
    },
    "category": {
        "fr": "categorie, famille, segment, sous famille, cat, fam, segmentation, typologie, cible",
        "en": "category, segment, class, classification, family, categories, tier level, segmentation, categ, cluster",
        "de": "kategorie, segment, klasse, klassifizierung, klassifikation, cluster",
        "it": "categoria, segmento, famiglia, classe, classificazione, cat, categ",
        "es": "categoria, categorizacion, segmento, familia, clase, clasificacion, subfamilia",
        "nl": "categorie, segment, classificatie, klasse, rubriek",
        "pt": "categoria, segmento, familia, classe, classificacao",
    },
    "tag": {
        "fr": "etiquette, etiquettes, mot cle, mots cles, tag, smart tags",
        "en": "tag, tags, keyword, keywords, labels, smart tags",
        "de": "schlagwort, schlagworte, schlagworter, tag, tags, stichwort, merkmal",
        "it": "etichetta, etichette, tag",
        "es": "etiqueta, etiquetas, tag, tags",
        "nl": "label, labels, tag, tags, trefwoord",
        "pt": "etiqueta, etiquetas, tag, tags, marcador, marcadores",
    },
    "analysis": {
        "fr": "axe analyse",
        "en": "analysis, analysis code",
        "de": "auswertungskennzeichen",
        "nl": "analysecode",
    },
    "agency": {
        "fr": "agence, agence commerciale, point vente, magasin, succursale, agence rattachement, bureau vente",
        "en": "agency, sales office, branch, sales branch, outlet, branch office",
        "de": "filiale, niederlassung, verkaufsburo, geschaftsstelle, vertriebsburo, zweigstelle, standort",
        "it": "filiale, agenzia, punto vendita",
        "es": "agencia, delegacion, oficina ventas, punto venta",
        "nl": "filiaal, verkoopkantoor, agentschap",
        "pt": "agencia, filial, loja, delegacao",
    },
    "sector": {
        "fr": "secteur, marche, segment marche, canal, circuit, reseau",
        "en": "sector, market, market segment, channel, business unit, distribution channel, sales channel",
        "de": "sektor, markt, vertriebskanal, sparte, vertriebsweg, absatzkanal, marktsegment",
        "it": "settore, mercato, canale, canale vendita",
        "es": "sector, mercado, canal, canal venta",
        "nl": "sector, markt, kanaal",
        "pt": "sector, setor, mercado, canal",
    },
    "industry": {
        "fr": "secteur activite, branche, metier",
        "en": "industry, business line, line business, business sector, vertical",
        "de": "branche, wirtschaftszweig, gewerbe",
        "it": "settore attivita, ramo, attivita",
        "es": "ramo, actividad, sector actividad",
        "nl": "branche, bedrijfstak",
        "pt": "ramo, atividade, actividade",
    },
    "zone": {
        "fr": "zone, secteur commercial, zone geographique, tournee, secteur geographique, zone commerciale",
        "en": "zone, territory, area, sales territory, sales area, sales district, sales region, terr",
        "de": "zone, vertriebsgebiet, verkaufsgebiet, tour, gebietscode, verkaufsbezirk, kundenbezirk",
        "it": "zona, area geografica, zone, area vendita",
        "es": "zona, territorio, ruta, zona venta",
        "nl": "zone, rayon, regio verkoop, verkoopgebied, verkoopregio",
        "pt": "zona, territorio, rota, area",
    },
    "receivable": {
        "en": "ar, accounts receivable, receivables account",
    },
    "sales": {
        "fr": "vente, ventes",
        "en": "sale, sales, sls, selling",
        "de": "verkauf, verkaufs, vertrieb, vertriebs",
        "it": "vendita, vendite",
        "es": "venta",
        "nl": "verkoop",
        "pt": "venda",
    },
    # ------------------------------------------------------------------ the rest of the fields
    "language": {
        "fr": "langue, lang, langage",
        "en": "language, lang, locale",
        "de": "sprache, sprachcode, sprachen, sprach, spr, korrespondenzsprache",
        "it": "lingua, lin",
        "es": "idioma, lengua",
        "nl": "taal, taalcode",
        "pt": "idioma, lingua",
    },
    "comment": {
        "fr": "commentaire, commentaires, remarque, remarques, observation, observations, note, notes, obs, bloc "
        "notes, memo, bloc note, annotation, note publique, note privee, com, comm",
        "en": "comment, comments, note, notes, remark, remarks, memo, notepad, observation, annotations, "
        "internal notes, public note, private note, private notes, cmnt",
        "de": "bemerkung, bemerkungen, notiz, notizen, anmerkung, anmerkungen, kommentar, memo, hinweis, "
        "bem, infotext, kommentare, hinweise",
        "it": "note, nota, annotazione, annotazioni, osservazione, osservazioni, commento, commenti, memo",
        "es": "observacion, observaciones, nota, notas, comentario, comentarios, obs, anotaciones, memo",
        "nl": "opmerking, opmerkingen, notitie, notities, memo, aantekening, aantekeningen, commentaar, toelichting",
        "pt": "observacao, observacoes, nota, notas, obs, comentario, comentarios, memo, anotacoes",
    },
    "freetext": {
        "fr": "texte libre",
        "en": "free text",
        "de": "freitext",
        "it": "testo libero",
        "es": "texto libre",
        "nl": "vrije tekst",
        "pt": "texto livre",
    },
    "description": {
        "fr": "description, informations complementaires, info, infos, information, informations",
        "en": "description, info, information, additional information, details",
        "de": "beschreibung, info, information, informationen, infos, zusatzinfo",
        "it": "informazioni, info, dettagli",
        "es": "informacion, info, detalles",
        "nl": "beschrijving, info, informatie, bijzonderheden",
        "pt": "informacao, informacoes, info, detalhes",
    },
    # ------------------------------------------------------------------ what keeps a column away from every field
    "currency": {
        "fr": "devise, monnaie",
        "en": "currency, curr, curncy, ccy, currencyid",
        "de": "wahrung, wahrungscode, wahrungs, waehrung",
        "it": "valuta, divisa",
        "es": "moneda, divisa",
        "nl": "valuta, munt",
        "pt": "moeda, divisa",
    },
    "accounting": {
        "fr": "comptable, compta, comptabilite, collectif, comptes, general compte, plan comptable, compte comptable, "
        "compte collectif, analytique, compte general, code comptable, ventilation",
        "en": "accounting, ledger, gl, g l, control account, reconciliation, posting, nominal, general ledger, "
        "dimension, tax code, tax rate, fiscal position, accountancy, journal, cost center, costcenter, chart, "
        "analytic, receivable account, rec account, control, income, expense, sales account",
        "de": "buchhaltung, sachkonto, sammelkonto, abstimmkonto, kontengruppe, buchung, buchungs, fibu, erloskonto, "
        "kostenstelle, buchungsgruppe, buchungskreis, gegenkonto, kontenrahmen, erlos, geschaftsbuchungsgruppe, "
        "sachkonten, steuercode, steuerschlussel, steuergruppe, mandant, kontenplan",
        "it": "contabile, contabilita, mastro, sottomastro, contropartita, registrazione contabile, piano conti, "
        "partitario, cat reg, codice iva, aliquota, regime, causale, ritenuta, enasarco, esenzione",
        "es": "contable, contabilidad, subcuenta, cuenta contable, mayor, contrapartida, regimen, retencion, recargo, "
        "recargo equivalencia, tipo iva, codigo contable, plan contable",
        "nl": "boekhouding, grootboek, grootboekrekening, tussenrekening, verzamelrekening, dagboek, kostenplaats, "
        "boeking, btw code, btwcode, btw plicht, btw tarief, administratie, kostendrager",
        "pt": "contabilidade, contabilistica, contabilistico, conta contabilistica, contabil, conta contabil, regime, "
        "retencao, taxa, isencao, razao conta, plano contas",
    },
    "price": {
        "fr": "tarif, prix, tarifaire, cat tarif, bareme, grille",
        "en": "price, pricing, pricelist, price list, tariff, pricelevel, rate, rates, level, fee, cost, margin",
        "de": "preis, preise, preisliste, preisgruppe, tarif, staffel, preiscode",
        "it": "listino, prezzo, tariffa, prezzi",
        "es": "tarifa, precio, precios",
        "nl": "prijs, prijslijst, tarief, prijzen",
        "pt": "preco, tabela preco, tarifa, precos, tabela",
    },
    "statistics": {
        "fr": "statistique, statistiques, stat, stats",
        "en": "statistics, statistic, statistical, stat",
        "de": "statistik, auswertung",
        "it": "statistica, statistico",
        "es": "estadistica, estadistico",
        "nl": "statistiek",
        "pt": "estatistica",
    },
    "dunning": {
        "fr": "relance, relances, rappel, rappels, penalite, penalites, mise demeure, interet, interets, niveau "
        "relance, releve",
        "en": "dunning, reminder, reminders, statement, statements, finance charge, fin charge, interest, late fee, "
        "late payment, penalty, cycle, followup, follow up, charge, charges",
        "de": "mahnung, mahn, mahnverfahren, mahnstufe, mahngruppe, mahnsperre, mahnkennzeichen, mahnmethode, "
        "mahnmethodencode, zins, zinsen, verzug, zinskonditionen, mahnzins, mahnwesen, mahngebuhr, mahnbar, "
        "mahnkonditionen",
        "it": "sollecito, solleciti, mora, interessi, estratto",
        "es": "reclamacion, recordatorio, interes, intereses, recargo mora, aviso, reclamaciones",
        "nl": "aanmaning, herinnering, rente, aanmanings, aanmaningset, aanmaningen, herinneringen, maning",
        "pt": "aviso, lembrete, juros, juro, cobrancas, extrato",
    },
    "status": {
        "fr": "oui non, o n, statut, actif, bloque, blocage, sommeil, inactif, suspendu, archive, ferme, annule, "
        "prospect, etat compte, supprime, interdit, gele, verrouille, bloquee, active",
        "en": "yes no, y n, true false, status, active, blocked, block, hold, inactive, disabled, deleted, locked, on "
        "hold, stop, enabled, stage, prospect, lead, closed, frozen, valid, flag, archived, suspended, onhold, "
        "is, has, mandatory, lock, exempt, taxable, liable, tax status, hidden, state status, accepts, opt, "
        "consent, verified, isactive, terms agreed",
        "de": "ja nein, j n, status, aktiv, gesperrt, sperre, inaktiv, geloscht, sperrkennzeichen, sperr, "
        "loschkennzeichen, interessent, kennzeichen, gultig, ungultig, liefersperre, kz, freigabe, stop, "
        "auftragssperre, loschvormerkung, steuerpflichtig, archiviert",
        "it": "si no, s n, stato cliente, attivo, bloccato, sospeso, blocco, obsoleto, annullato, cessato, disattivo, "
        "potenziale",
        "es": "si no, s n, estado cliente, activo, bloqueado, bloqueo, inactivo, baja, situacion, obsoleto, anulado",
        "nl": "ja nee, j n, status, actief, geblokkeerd, blokkade, blokkeren, inactief, gearchiveerd, blokkering, "
        "verwijderd, blokkeer, is",
        "pt": "sim nao, s n, situacao, activo, ativo, bloqueado, anulado, inativo, inactivo, bloqueio",
    },
    "date": {
        "fr": "date, cree, creation, modif, modification, modifie, dernier, derniere, saisie, maj, heure, dern, mois, "
        "annee",
        "en": "date, created, creation, modified, last, updated, time, timestamp, datetime, year, month, entered, "
        "opened, changed, first, established, history, since date, since, ago",
        "de": "datum, erstellt, angelegt, geandert, letzte, letzter, anlage, anlagedatum, jahr, monat, aenderung, "
        "anderung, zuletzt, zeit, letzte anderung, erfasst, kunde seit, vorjahr",
        "it": "data, creato, ultima, ultimo, modificato, inserimento, anno, mese, creazione, variazione",
        "es": "fecha, alta, creado, ultima, ultimo, modificado, creacion, fecha alta, ano, mes, modificacion",
        "nl": "datum, aangemaakt, gewijzigd, laatste, jaar, maand, wijziging, aanmaak, tijd",
        "pt": "data, criado, criacao, ultima, ultimo, alterado, alteracao, cadastro, ano, mes",
    },
    "document": {
        "fr": "commande, nombre factures, nb factures, devis, document, edition, modele, copie, exemplaire, "
        "exemplaires, bl, bon, format, impression, avoir, piece, ticket, contrat cadre",
        "en": "order, orders, quote, document, template, copies, print, copy, series, attachment, report, layout, "
        "quotation, file, image, photo, picture, batch, item, product, ticket, subject, offer, message, letter, "
        "confirmation, credit memo",
        "de": "auftrag, auftrags, angebot, beleg, druck, kopie, kopien, vorlage, formular, dokument, versandpapiere, "
        "bestellung, bestell, artikel, lieferschein, gutschrift, mahnschreiben, exemplare",
        "it": "ordine, ordini, offerta, documento, stampa, copie, modello, ddt, articolo, preventivo",
        "es": "pedido, pedidos, oferta, documento, impresion, copias, albaran, modelo, articulo, plantilla",
        "nl": "order, orders, offerte, document, afdruk, kopie, layout, sjabloon, bestelling, artikel, pakbon, "
        "herinneringstekst",
        "pt": "encomenda, encomendas, pedido, documento, impressao, copias, orcamento, guia, artigo",
    },
    "external": {
        "fr": "externe, technique, systeme, base, unique",
        "en": "external, record, system, guid, uuid, internal id, row, database, technical, unique, legacy, gid, "
        "object, entity, recid, rowid, pk, index, integration",
        "de": "extern, externe, firma nr, firmen nr, firmennummer, datensatz, satz, satzart, alt, system, technisch, "
        "laufende, lfd",
        "it": "esterno, esterna, sistema, riga, record",
        "es": "externo, externa, registro interno, sistema",
        "nl": "extern, externe, record, systeem",
        "pt": "externo, externa, sistema, registro interno",
    },
    "type": {
        "fr": "type, nature, genre",
        "en": "type, kind, typ, types",
        "de": "typ, art",
        "it": "tipo, tipologia",
        "es": "tipo, tipologia",
        "nl": "type, soort",
        "pt": "tipo, tipologia",
    },
    "commission": {
        "fr": "commission, commissions, commissionnement",
        "en": "commission, commissions",
        "de": "provision, provisionen",
        "it": "provvigione, provvigioni",
        "es": "comision, comisiones",
        "nl": "provisie, commissie",
        "pt": "comissao, comissoes",
    },
    "percent": {
        "fr": "pourcentage, taux, pct, pourcent, quotite",
        "en": "percent, percentage, pct, ratio",
        "de": "prozent, satz, quote, prozentsatz",
        "it": "percentuale, perc",
        "es": "porcentaje, porc",
        "nl": "percentage, procent",
        "pt": "percentagem, perc",
    },
    "geo": {
        "x": "latitude, longitude, geo, lat, lng, gps, coordinate, coordonnees gps, timezone, time zone, insee, code "
        "insee, area code, dial code, dialing code, vorwahl",
    },
    "extra": {
        "fr": "champ libre, libre, perso, zone libre, personnalise, champ",
        "en": "custom, field, user defined, free field, udf, custom field, attribute, userfield, tracking, misc field",
        "de": "freifeld, benutzerdefiniert, individuell, leerfeld, zusatzfeld, reserve",
        "it": "campo libero, libero, personalizzato, campo",
        "es": "campo libre, libre, personalizado, campo",
        "nl": "vrij veld, vrije, vrij, vrije rubriek",
        "pt": "campo livre, livre, personalizado, campo",
    },
    "iso": {
        "x": "iso, iso2, iso3, alpha2, alpha3, isocode, iso alpha, 2 letter, international, intl",
    },
}
