"""Which words and addresses lead where: names of sections, automatic links, links of authors, embeds."""
