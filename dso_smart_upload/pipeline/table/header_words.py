"""Words that stand in the headers of most files: by them a line of column names is known."""

# Words that stand in the headers of most files, and hardly ever in titles or names of companies. They are few on
# purpose: with all words of the vocabulary, titles above a table and rows of a file without names pass for headers.
HEADER_WORDS = frozenset(
    """
    code client clients customer customers account acct kunde kunden kundennummer debitor debiteur cliente clienti
    clientes klant nom name nome nombre naam raison sociale razon social ragione firma company societe denomination
    bezeichnung adresse address anschrift direccion indirizzo adres endereco rue street strasse calle via straat
    complement postal postcode plz zip cap cp cep codigo codice ville city ort stadt ciudad citta plaats cidade
    pays country land pais paese telephone tel telefon phone telefono telefoon mobile mobil email mail courriel
    siren siret vat tva ust iva btw nif cif idnr delai paiement payment zahlungsbedingung zahlungsart pago pagamento
    reglement terms term mode method plafond credit limit limite kreditlimit encours groupe group gruppe agence
    commercial salesperson vertreter date datum fecha data amount montant betrag reference ref number nummer numero
    no nr id region state bundesland contact kontakt language langue sprache currency devise waehrung website
    """.split()
)
