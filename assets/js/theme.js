// The server knows the theme the user chose and writes it on <html>. DSFR keeps a copy in the browser and lets it win
// over the page: without this, going from dark to light would need a second visit.
try {
  localStorage.removeItem('scheme');
} catch {
  // Storage is refused: DSFR cannot have kept anything either.
}
