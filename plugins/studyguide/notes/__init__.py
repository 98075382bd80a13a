"""From files to sections: the notes folder, metadata, pages cut from files, headings, facts and footnotes."""
