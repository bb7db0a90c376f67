import "./app.css";
document.title = "Lodestone";
