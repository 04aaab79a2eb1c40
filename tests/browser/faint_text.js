// Lists all visible text whose contrast with what is behind it is below WCAG's 4.5 to 1.
() => {
  const numbers = (color) => color.match(/[\d.e-]+/g).map(Number);
  const parse = (color) => {
    const [r, g, b, a = 1] = numbers(color.replace("srgb", ""));
    return color.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const light = (color) => {
    const [r, g, b] = color.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) {
      layers.unshift(parse(getComputedStyle(each).backgroundColor));
    }
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const faint = [];
  for (const node of document.querySelectorAll("body *")) {
    if (node.closest("svg") || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim())) continue;
    const under = ground(node);
    const text = over(parse(getComputedStyle(node).color), under);
    const [bright, dark] = [light(under), light(text)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${node.className}: ${node.textContent.slice(0, 40)}`);
  }
  return faint;
}
