mod any;
mod contract;
mod labels;
mod numbers;
mod page;
mod shapes;
mod words;
