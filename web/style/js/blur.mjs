// The form of an outreach activity warns as one types of what reads like
// intelligence, with the patterns that the server reads the form with. It only
// warns: nothing is refused here, kept or sent.
export function blur(panel) {
  const address = new RegExp(panel.dataset.address, "g");
  const signs = [new RegExp(panel.dataset.any, "gi"), new RegExp(panel.dataset.exact, "g")];
  const form = panel.closest("form");
  const fields = panel.dataset.fields.split(" ").flatMap((name) => form.elements[name] ?? []);
  const list = panel.querySelector("ul");
  const tick = panel.querySelector("input");
  const status = document.getElementById("blur-status");

  const find = (text) => {
    const plain = text.replace(address, " ");
    const found = new Map();
    for (const [word] of signs.flatMap((sign) => [...plain.matchAll(sign)])) {
      if (!found.has(word.toLowerCase())) found.set(word.toLowerCase(), word);
    }
    return found;
  };

  const note = (field, words) => {
    const id = `${field.id}-blur`;
    let line = document.getElementById(id);
    if (!line && words) {
      line = document.createElement("p");
      line.id = id;
      line.className = "govuk-body-s app-flagtext";
      field.after(line);
    }
    if (line) {
      line.textContent = words && `Could ${words} be intelligence? Never record it here.`;
      line.hidden = !words;
    }
  };

  const look = () => {
    const says = [];
    const sign = [];
    for (const field of fields) {
      const found = find(field.value);
      const words = [...found.values()].map((word) => `‘${word}’`).join(", ");
      note(field, words);
      if (!words) continue;
      const label = form.querySelector(`label[for="${field.id}"]`).textContent.replace(" (optional)", "");
      says.push(`${label}: ${words}`);
      sign.push(...[...found.keys()].map((word) => `${field.name}=${word}`));
    }
    // A tick is for the words it was given for, and the server thinks so too.
    const now = sign.sort().join(";");
    if (now !== tick.value) {
      tick.value = now;
      tick.checked = false;
      status.textContent = says.length ? `Could this be intelligence? ${says.join(". ")}` : "";
      list.replaceChildren(
        ...says.map((say) => Object.assign(document.createElement("li"), { textContent: say })),
      );
    }
    panel.hidden = !now;
  };

  form.addEventListener("input", look);
  look();
}
