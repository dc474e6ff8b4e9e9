
// On the day it is opened: how much of each programme is delivered, and what comes next.
const today = dayIn(document.querySelector(".page").dataset.zone);
document.querySelector(".today").textContent = `. Today is ${inWords(today)}.`;
document.querySelector(".scriptless").hidden = true;
for (const line of document.querySelectorAll(".programmes tr")) {
  let found = null;
  for (const one of line.querySelectorAll("li")) {
    if (found === null || one.dataset.from <= today) found = one;
  }
  if (found !== null) {
    line.querySelector(".next").textContent = found.textContent;
    line.querySelector(".done").textContent = found.dataset.done;
  }
}
