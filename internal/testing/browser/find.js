// Finds what a person would mean by the words, and makes it ready to be used.
// Answers {x, y, goes, note}: where to click, whether a page follows, and what
// was wrong where nothing, or more than one thing, was meant.
(function (how, what, value, groups) {
  const tidy = (s) => (s || '').replace(/\s+/g, ' ').trim()
  const named = (el) => tidy(el.getAttribute('aria-label') || el.innerText || el.textContent || el.value)
  const shown = (el) => {
    for (let d = el.closest('details:not([open])'); d; d = d.parentElement && d.parentElement.closest('details:not([open])')) {
      if (!(d.querySelector('summary') && d.querySelector('summary').contains(el))) return false
    }
    const style = getComputedStyle(el)
    return el.getClientRects().length > 0 && style.visibility !== 'hidden' && style.display !== 'none'
  }

  let root = document
  for (const group of groups) {
    const boxes = [...root.querySelectorAll('fieldset, tr, [role=group], section, .moj-summary-card, .govuk-summary-card, li, form, dl > div')].filter((box) => {
      const heads = [box.querySelector('legend, th, h1, h2, h3, h4, dt, summary'), box.querySelector('td')]
      return tidy(box.getAttribute('aria-label')) === group || heads.some((h) => h && tidy(h.innerText || h.textContent) === group)
    })
    if (!boxes.length) return { note: `no group is called "${group}"` }
    root = boxes.reduce((a, b) => (a.contains(b) ? b : a))
  }

  const all = (selector) => [...root.querySelectorAll(selector)]
  const pick = (found, words) => {
    const exact = found.filter((el) => words(el) === what)
    const near = exact.length ? exact : found.filter((el) => words(el).startsWith(what))
    const inMain = near.filter((el) => el.closest('main'))
    return inMain.length ? inMain : near
  }
  const bySelector = () => {
    try { return all(what) } catch (e) { return [] }
  }
  const labelled = (selector) => {
    let found = pick(all('label').filter(shown), named).map((l) => l.control).filter((c) => c && c.matches(selector))
    if (!found.length) found = pick(all(selector).filter((c) => c.getAttribute('aria-label')), (c) => tidy(c.getAttribute('aria-label')))
    if (!found.length) found = all(selector).filter((c) => c.name === what || c.id === what)
    if (!found.length) found = bySelector().filter((c) => c.matches(selector))
    return found
  }

  let found
  if (how === 'click') {
    found = pick(all('a[href], button, input[type=submit], input[type=button], summary, [role=button], [role=tab]').filter(shown), named)
    if (!found.length) found = bySelector().filter(shown)
  } else if (how === 'fill') {
    found = labelled('input:not([type=radio]):not([type=checkbox]):not([type=hidden]), textarea, select, [contenteditable]').filter(shown)
  } else {
    found = labelled('input[type=radio], input[type=checkbox]').filter((c) => shown(c) || (c.labels[0] && shown(c.labels[0])))
  }
  found = [...new Set(found)]
  if (!found.length) return { note: `nothing that can be seen is called "${what}"` }
  if (found.length > 1) return { note: `${found.length} things are called "${what}"; name one by its group or its selector` }

  let el = found[0]
  const button = el.closest('button, input[type=submit]')
  const link = el.closest('a[href]')
  const samePage = link && link.href.split('#')[0] === location.href.split('#')[0] && link.href.includes('#')
  const goes = Boolean((link && !samePage && link.target !== '_blank' && !link.hasAttribute('download')) || (button && button.form && button.type === 'submit'))

  if (how === 'fill' && el.tagName === 'SELECT') {
    const option = [...el.options].find((o) => tidy(o.text) === value || o.value === value)
    if (!option) return { note: `"${what}" has no choice called "${value}"` }
    el.focus()
    el.value = option.value
    el.dispatchEvent(new Event('input', { bubbles: true }))
    el.dispatchEvent(new Event('change', { bubbles: true }))
    return { done: true }
  }
  if (how === 'fill') {
    el.scrollIntoView({ block: 'center' })
    el.focus()
    if (el.select) el.select()
    return { empty: !el.value && !el.textContent }
  }
  if (how === 'choose') el = el.labels[0] || el
  el.scrollIntoView({ block: 'center' })
  const box = el.getClientRects()[0]
  const x = how === 'choose' ? box.left + Math.min(10, box.width / 2) : box.left + box.width / 2
  const y = box.top + box.height / 2
  const top = document.elementFromPoint(x, y)
  if (top && !el.contains(top) && !top.contains(el) && !(el.control && el.control === top)) {
    return { note: `"${what}" lies under something else, a ${top.tagName.toLowerCase()} of class "${top.className}"` }
  }
  return { x, y, goes }
})
